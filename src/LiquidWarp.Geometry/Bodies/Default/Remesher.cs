using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Turns the raw triangulation of a field into an even mesh with a wanted edge length at each place, by splitting,
/// collapsing and flipping edges and sliding vertices along the surface (Botsch and Kobbelt 2004), with every vertex
/// kept on the zero level of the field.
/// </summary>
/// <param name="field">The body.</param>
/// <param name="edgeLength">Wanted edge length at a point, metres.</param>
internal sealed class Remesher(BodyField field, Func<Vector3, float> edgeLength)
{
    /// <summary>Remeshes in place.</summary>
    public void Run(EditableMesh mesh, int rounds)
    {
        // Thin fingers would be pinched off if the raw mesh were thinned out at once.
        foreach (var fineness in (ReadOnlySpan<float>)[0.45f, 0.7f])
        {
            Collapse(mesh, fineness);
            Flip(mesh);
            Relax(mesh);
        }
        for (var round = 0; round < rounds; round++)
        {
            Collapse(mesh, 1);
            Split(mesh);
            Flip(mesh);
            Relax(mesh);
        }
        for (var round = 0; round < 4; round++)
        {
            Flip(mesh);
            Relax(mesh);
        }
    }

    private void Collapse(EditableMesh mesh, float fineness)
    {
        for (var vertex = 0; vertex < mesh.Slots; vertex++)
        {
            if (!mesh.IsAlive(vertex)) continue;
            var again = true;
            while (again)
            {
                again = false;
                var wanted = fineness * edgeLength(mesh[vertex]);
                var neighbours = mesh.Neighbours(vertex);
                neighbours.Sort((a, b) => (mesh[a] - mesh[vertex]).LengthSquared().CompareTo((mesh[b] - mesh[vertex]).LengthSquared()));
                foreach (var neighbour in neighbours)
                {
                    if ((mesh[neighbour] - mesh[vertex]).Length() > 0.75f * wanted) break;
                    var (kept, gone) = mesh.IsRim(neighbour) && !mesh.IsRim(vertex) ? (neighbour, vertex) : (vertex, neighbour);
                    var middle = mesh.IsRim(kept) && !mesh.IsRim(gone) ? mesh[kept] : Project((mesh[kept] + mesh[gone]) * 0.5f);
                    if (!mesh.TryCollapse(kept, gone, middle, 1.3f * wanted)) continue;
                    again = kept == vertex;
                    break;
                }
                if (!mesh.IsAlive(vertex)) break;
            }
        }
    }

    private void Split(EditableMesh mesh)
    {
        // Edges of vertices that this pass adds wait for the next one.
        var count = mesh.Slots;
        for (var vertex = 0; vertex < count; vertex++)
            foreach (var neighbour in mesh.Neighbours(vertex))
            {
                if (neighbour < vertex) continue;
                var middle = (mesh[vertex] + mesh[neighbour]) * 0.5f;
                if ((mesh[neighbour] - mesh[vertex]).Length() < 1.35f * edgeLength(middle)) continue;
                var added = mesh.Split(vertex, neighbour);
                mesh[added] = Project(mesh[added]);
            }
    }

    /// <summary>Flips edges where that brings the valences nearer to six, or four on the rim.</summary>
    private static void Flip(EditableMesh mesh)
    {
        for (var vertex = 0; vertex < mesh.Slots; vertex++)
            foreach (var neighbour in mesh.Neighbours(vertex))
            {
                if (neighbour < vertex) continue;
                var edge = mesh.Edge(vertex, neighbour);
                if (edge.OtherFace < 0) continue;
                int Excess(int v) => mesh.FacesOf(v).Count - (mesh.IsRim(v) ? 3 : 6);
                int a = Excess(vertex), b = Excess(neighbour), c = Excess(edge.Opposite), d = Excess(edge.OtherOpposite);
                var before = a * a + b * b + c * c + d * d;
                var after = (a - 1) * (a - 1) + (b - 1) * (b - 1) + (c + 1) * (c + 1) + (d + 1) * (d + 1);
                if (after < before) mesh.TryFlip(vertex, neighbour);
            }
    }

    /// <summary>Slides each vertex towards the weighted middle of the faces around it, then back onto the field.</summary>
    private void Relax(EditableMesh mesh)
    {
        var moved = new Vector3[mesh.Slots];
        for (var vertex = 0; vertex < mesh.Slots; vertex++)
        {
            if (!mesh.IsAlive(vertex)) continue;
            var (sum, weight) = (Vector3.Zero, 0f);
            if (mesh.IsRim(vertex))
            {
                foreach (var neighbour in mesh.Neighbours(vertex))
                    if (mesh.IsRim(neighbour) && mesh.Edge(vertex, neighbour).OtherFace < 0)
                        (sum, weight) = (sum + mesh[neighbour], weight + 1);
            }
            else
            {
                foreach (var face in mesh.FacesOf(vertex))
                {
                    var (a, b, c) = mesh.Face(face);
                    var middle = (mesh[a] + mesh[b] + mesh[c]) / 3;
                    var wanted = edgeLength(middle);
                    var mass = mesh.AreaVector(face).Length() / (wanted * wanted);
                    (sum, weight) = (sum + middle * mass, weight + mass);
                }
            }
            var normal = field.Normal(mesh[vertex]);
            var shift = sum / MathF.Max(weight, 1e-12f) - mesh[vertex];
            moved[vertex] = Project(mesh[vertex] + 0.7f * (shift - normal * Vector3.Dot(shift, normal)));
        }
        for (var vertex = 0; vertex < mesh.Slots; vertex++)
            if (mesh.IsAlive(vertex)) mesh[vertex] = mesh.IsRim(vertex) ? moved[vertex] with { X = 0 } : moved[vertex];
    }

    /// <summary>The nearest point of the surface, to first order twice; a point of the plane x = 0 stays in it.</summary>
    private Vector3 Project(Vector3 point)
    {
        for (var step = 0; step < 3; step++)
        {
            var distance = field.Distance(point);
            if (MathF.Abs(distance) < 1e-6f) break;
            var normal = field.Normal(point);
            if (point.X == 0) normal = Vector3.Normalize(normal with { X = 0 });
            var next = point - normal * Math.Clamp(distance, -0.004f, 0.004f);
            point = point.X > 0 ? next with { X = MathF.Max(next.X, 1e-4f) } : next;
        }
        return point;
    }
}
