using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Losses;

// Golden where the published networks judge. Analytic: sums, finite differences, where gradients go.
public sealed class GeneratorObjectiveTests : TensorTestBase
{
    private const int Size = 32;

    public static TheoryData<string> Presets => ["paper", "published", "compact"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Of_AnyPreset_IsTheSumOfItsPartsEachComputedAlone(string preset)
    {
        var options = Preset(preset);
        using var judges = new Judges();
        using var scope = Scope();
        var (painted, truth) = (Paint(), Truth());
        var result = judges.Objective(options).Of(painted, truth);

        var source = painted.Source.Over(painted.Background);
        var target = painted.Target.Over(painted.Background);
        Assert.True(source.ElementsEqual(result.Source!));
        Assert.True(target.ElementsEqual(result.Target));
        double[] parts =
        [
            10 * (options.SourceForm == SourceForm.Absolute ? source.L1Loss(truth.SourcePicture) : judges.Perceptual.Of(source, truth.SourcePicture)).ToDouble(),
            10 * judges.Perceptual.Of(target, truth.TargetPicture).ToDouble(),
            options.Face * judges.Face.Of(target, truth.TargetPicture, truth.Heads).ToDouble(),
            judges.Discriminator.Forward(Tensor.Cat([target, truth.ConditionMap], 1)).Square().Mean().ToDouble(),
            options.Mask * AttentionLoss.Mask(painted.Source.Mask, painted.Target.Mask, truth.SourceSilhouette, truth.TargetSilhouette, options.MaskForm).ToDouble(),
            AttentionLoss.Smoothness(painted.Source.Mask, painted.Target.Mask, options.SmoothnessForm).ToDouble(),
            options.Person * (PixelLoss.Inside(truth.SourceSilhouette, source, truth.SourcePicture) + PixelLoss.Inside(truth.TargetSilhouette, target, truth.TargetPicture)).ToDouble(),
            options.Background * painted.Background.L1Loss(truth.Background!).ToDouble(),
        ];
        var values = result.Terms.Values();
        Assert.Equal(ObjectiveTerms.Names.Count, values.Length);
        for (var i = 0; i < parts.Length; i++)
            Assert.Equal(parts[i], values[i + 1], 1e-4 * Math.Max(1, parts[i]));
        Assert.Equal(parts.Sum(), result.Terms.Total.ToDouble(), 1e-4 * parts.Sum());
        Assert.Equal(values[0], result.Terms.Total.ToDouble());
        Assert.All(parts.Take(6), part => Assert.True(part > 0));
    }

    [Fact]
    public void Of_ThePublishedNetworks_EqualsTheirGoldens()
    {
        // The composition is the colour where the mask is 0: what is judged is then the golden file's picture itself.
        var perceptual = GoldenTensors.Shared("vgg19.npz");
        using var store = new ParameterStore(initialise: false);
        var network = new Vgg19(store.Root);
        FormulaWeights.Fill(store);
        store.Freeze();
        using var scope = Scope();
        using var unrecorded = NoGrad.Enter();
        var (a, b) = (perceptual["a"], perceptual["b"]);
        var only = ObjectiveOptions.Paper with { Adversarial = 0, Face = 0 };
        var result = new GeneratorObjective(only, null, new PerceptualLoss(network)).Of(Colour(a), TruthOf(b));
        perceptual.Assert("loss", result.Terms.Target / 10, 0, relative: 1e-4);
        perceptual.Assert("loss", result.Terms.Source / 10, 0, relative: 1e-4);

        var faces = GoldenTensors.Shared("sphere20a.npz");
        using var faceStore = new ParameterStore(initialise: false);
        var faceNetwork = new Sphere20a(faceStore.Root);
        FormulaWeights.Fill(faceStore);
        var heads = faces.Integers("bbox").Chunk(4).Select(box => new PixelBox((int)box[0], (int)box[1], (int)box[2], (int)box[3])).ToList();
        var identity = new GeneratorObjective(only with { Face = 5, Source = 0, Target = 0 }, null, face: new FaceIdentityLoss(faceNetwork));
        var pictures = faces["a"];
        faces.Assert("loss", identity.Of(Colour(pictures), TruthOf(pictures * 0.7 + 0.1) with { Heads = heads }).Terms.Face / 5, 1e-4, relative: 1e-4);
    }

    [Fact]
    public void Of_APerfectReconstruction_IsZero()
    {
        // A person who fills the picture has a smooth mask; a discriminator that says 0 has nothing to complain of.
        using var judges = new Judges();
        using var scope = Scope();
        var picture = Tensor.RandN([1, 3, Size, Size]).Tanh();
        var truth = TruthOf(picture) with { Heads = [new PixelBox(4, 20, 2, 25)] };
        foreach (var preset in Presets)
        {
            var objective = new GeneratorObjective(Preset(preset), new Silent(), judges.Perceptual, judges.Face);
            Assert.All(objective.Of(Colour(picture), truth).Terms.Values(), value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Backward_ThroughTheWholeGenerator_EqualsFiniteDifferences(string preset)
    {
        using var judges = new Judges(DType.Float64);
        using var store = new ParameterStore(type: DType.Float64);
        var generator = new ImpersonatorGenerator(store.Root, new GeneratorOptions { Width = 2, ResidualBlocks = 1, Halvings = 2 });
        var objective = judges.Objective(Preset(preset));
        using var scope = Scope();
        var truth = Truth(DType.Float64);
        var inputs = new[] { 4, 6, 6 }.Select(channels => Tensor.RandN([2, channels, Size, Size], DType.Float64)).ToArray();
        var flow = Tensor.Rand([2, Size, Size, 2], DType.Float64) * 1.8 - 0.9;
        Tensor Loss() => objective.Of(generator.Forward(inputs[0], inputs[1], inputs[2], flow), truth).Terms.Total;

        Loss().Backward();
        for (var trial = 0; trial < 3; trial++)
        {
            // Along a random direction in the space of all parameters at once.
            var direction = store.Parameters.Select(parameter => Tensor.RandN(parameter.Tensor.Shape, DType.Float64)).ToList();
            var expected = store.Parameters.Zip(direction, (parameter, along) => (parameter.Tensor.Grad * along).Sum().ToDouble()).Sum();
            const double Step = 1e-7; // kinks of rectifiers and absolute values: small, as double precision allows
            double Beside(double step)
            {
                using var unrecorded = NoGrad.Enter();
                foreach (var (parameter, along) in store.Parameters.Zip(direction))
                    parameter.Tensor.AddInPlace(along, step);
                return Loss().ToDouble();
            }

            var up = Beside(Step);
            var down = Beside(-2 * Step);
            Beside(Step);
            Assert.Equal(expected, (up - down) / (2 * Step), 1e-4 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void Backward_OfBothLosses_ReachesOnlyTheirOwnNetwork()
    {
        using var judges = new Judges();
        var objective = judges.Objective(ObjectiveOptions.Compact);
        using var scope = Scope();
        var (painted, truth) = (Paint(), Truth());
        Tensor[] made = [painted.Background, painted.Source.Color, painted.Source.Mask, painted.Target.Color, painted.Target.Mask];
        Tensor[] given = [truth.SourcePicture, truth.TargetPicture, truth.SourceSilhouette, truth.TargetSilhouette, truth.ConditionMap, truth.Background!];
        foreach (var tensor in (Tensor[])[.. made, .. given])
            tensor.RequiresGrad = true;

        judges.DiscriminatorStore.Freeze();
        var result = objective.Of(painted, truth);
        result.Terms.Total.Backward();
        Assert.All(made, tensor => Assert.True(tensor.HasGrad));
        Assert.All(given, tensor => Assert.False(tensor.HasGrad));
        Assert.All(judges.AllParameters, parameter => Assert.False(parameter.Tensor.HasGrad));

        foreach (var tensor in made)
            tensor.ClearGrad();
        judges.DiscriminatorStore.Unfreeze();
        objective.DiscriminatorLoss(result.Target, truth).Backward();
        Assert.All(judges.DiscriminatorStore.Parameters, parameter => Assert.True(parameter.Tensor.HasGrad));
        Assert.All((Tensor[])[.. made, .. given], tensor => Assert.False(tensor.HasGrad));
    }

    [Fact]
    public void Of_HalvesOfABatch_AverageToTheWhole()
    {
        using var judges = new Judges();
        foreach (var preset in Presets)
        {
            using var scope = Scope();
            var objective = judges.Objective(Preset(preset));
            var (painted, truth) = (Paint(), Truth());
            PaintedPerson Part(PaintedPerson person, int i) => new(person.Color.Slice(0, i, i + 1), person.Mask.Slice(0, i, i + 1));
            float[] Half(int i) => objective.Of(
                new GeneratorOutput(painted.Background.Slice(0, i, i + 1), Part(painted.Source, i), Part(painted.Target, i)),
                new TrainingTruth(truth.SourcePicture.Slice(0, i, i + 1), truth.TargetPicture.Slice(0, i, i + 1), truth.SourceSilhouette.Slice(0, i, i + 1),
                    truth.TargetSilhouette.Slice(0, i, i + 1), truth.ConditionMap.Slice(0, i, i + 1), [truth.Heads[i]], truth.Background!.Slice(0, i, i + 1))).Terms.Values();
            Close.Assert(objective.Of(painted, truth).Terms.Values(), [.. Half(0).Zip(Half(1), (a, b) => (a + b) / 2)], 1e-4, 1e-4);
        }
    }

    [Fact]
    public void Of_NetworksInBFloat16_IsInSinglePrecisionAndNearby()
    {
        using var judges = new Judges();
        using var hasty = new Judges(DType.BFloat16);
        foreach (var (store, other) in judges.Stores.Zip(hasty.Stores))
            other.Load(store.Save());
        using var scope = Scope();
        var (painted, truth) = (Paint(), Truth());
        var exact = judges.Objective(ObjectiveOptions.Compact).Of(painted, truth).Terms.Values();

        PaintedPerson Short(PaintedPerson person) => new(person.Color.To(DType.BFloat16), person.Mask.To(DType.BFloat16));
        var objective = hasty.Objective(ObjectiveOptions.Compact);
        var result = objective.Of(
            new GeneratorOutput(painted.Background.To(DType.BFloat16), Short(painted.Source), Short(painted.Target)), truth);
        Assert.All((Tensor[])[.. result.Terms.All, result.Terms.Total, result.Source!, result.Target], tensor => Assert.Equal(DType.Float32, tensor.Type));
        Assert.Equal(DType.Float32, objective.DiscriminatorLoss(result.Target, truth).Type);
        Close.Assert(exact, result.Terms.Values(), 2e-2, 2e-2); // 8 bits of mantissa
    }

    [Fact]
    public void Of_WithoutFeatureNetworks_ComparesPixels_AndSaysSo()
    {
        using var scope = Scope();
        var (painted, truth) = (Paint(), Truth());
        var objective = new GeneratorObjective(ObjectiveOptions.Paper with { Adversarial = 0 }, null);
        var result = objective.Of(painted, truth);
        Assert.Equal(10 * result.Source!.L1Loss(truth.SourcePicture).ToDouble(), result.Terms.Source.ToDouble(), 1e-5);
        Assert.Equal(10 * result.Target.L1Loss(truth.TargetPicture).ToDouble(), result.Terms.Target.ToDouble(), 1e-5);
        Assert.Equal(5 * PixelLoss.Boxes(truth.Heads, result.Target, truth.TargetPicture).ToDouble(), result.Terms.Face.ToDouble(), 1e-5);
        Assert.Equal(2, objective.Substitutions.Count);
        Assert.Throws<InvalidOperationException>(() => objective.DiscriminatorLoss(result.Target, truth));

        using var judges = new Judges();
        Assert.Empty(judges.Objective(ObjectiveOptions.Paper).Substitutions);
    }

    [Fact]
    public void Of_ABackgroundThatNobodyKnows_LeavesItsTermOut()
    {
        using var scope = Scope();
        var objective = new GeneratorObjective(ObjectiveOptions.Compact with { Adversarial = 0 }, null);
        var (painted, truth) = (Paint(), Truth());
        Assert.NotEqual(0, objective.Of(painted, truth).Terms.Background.ToDouble());
        Assert.Equal(0, objective.Of(painted, truth with { Background = null }).Terms.Background.ToDouble());
    }

    [Fact]
    public void OfTarget_OverTheSameBackground_HasTheTargetsTermsAlone()
    {
        using var judges = new Judges();
        using var scope = Scope();
        var objective = judges.Objective(ObjectiveOptions.Compact);
        var (painted, truth) = (Paint(), Truth());
        var whole = objective.Of(painted, truth);
        var alone = objective.OfTarget(painted.Target, painted.Background, truth);
        Assert.True(whole.Target.ElementsEqual(alone.Target));
        Assert.Null(alone.Source);
        foreach (var (theirs, own) in new[] { (whole.Terms.Target, alone.Terms.Target), (whole.Terms.Face, alone.Terms.Face), (whole.Terms.Adversarial, alone.Terms.Adversarial) })
            Assert.Equal(theirs.ToDouble(), own.ToDouble(), 1e-6);
        Assert.Equal(0, alone.Terms.Source.ToDouble());
        Assert.Equal(0, alone.Terms.Background.ToDouble());
        Assert.Equal(20 * PixelLoss.Inside(truth.TargetSilhouette, alone.Target, truth.TargetPicture).ToDouble(), alone.Terms.Person.ToDouble(), 1e-5);
        Assert.Equal(5 * (1 - painted.Target.Mask).MseLoss(truth.TargetSilhouette).ToDouble(), alone.Terms.Mask.ToDouble(), 1e-5);
    }

    [Fact]
    public void Of_ATruthThatDoesNotFit_SaysWhatDoesNot()
    {
        using var scope = Scope();
        var objective = new GeneratorObjective(ObjectiveOptions.Paper with { Adversarial = 0 }, null);
        var (painted, truth) = (Paint(), Truth());
        var error = Assert.Throws<ArgumentException>(() => objective.Of(painted, truth with { TargetSilhouette = truth.TargetPicture }));
        Assert.Contains("TargetSilhouette", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 1, 32, 32]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => objective.Of(painted, truth with { Heads = [] }));
        Assert.Throws<ArgumentException>(() => objective.Of(painted, truth with { SourcePicture = truth.SourcePicture.Slice(2, 1) }));
        Assert.Throws<ArgumentException>(() => new GeneratorObjective(ObjectiveOptions.Paper, null));
    }

    private static ObjectiveOptions Preset(string name) => name switch
    {
        "paper" => ObjectiveOptions.Paper,
        "published" => ObjectiveOptions.Published,
        _ => ObjectiveOptions.Compact,
    };

    private static GeneratorOutput Paint()
    {
        Tensor Colour() => Tensor.RandN([2, 3, Size, Size]).Tanh();
        Tensor Mask() => Tensor.RandN([2, 1, Size, Size]).Sigmoid();
        return new GeneratorOutput(Colour(), new PaintedPerson(Colour(), Mask()), new PaintedPerson(Colour(), Mask()));
    }

    private static TrainingTruth Truth(DType type = DType.Float32)
    {
        Tensor Picture() => Tensor.RandN([2, 3, Size, Size], type).Tanh();
        Tensor Silhouette() => Tensor.Rand([2, 1, Size, Size], type);
        return new TrainingTruth(Picture(), Picture(), Silhouette(), Silhouette(), Picture(), [new PixelBox(3, 20, 0, 18), new PixelBox(8, 30, 5, 31)], Picture());
    }

    // Nothing but the person's colour is seen.
    private static GeneratorOutput Colour(Tensor picture)
    {
        var person = new PaintedPerson(picture, Tensor.Zeros([picture.Shape[0], 1, picture.Shape[2], picture.Shape[3]]));
        return new GeneratorOutput(picture, person, person);
    }

    private static TrainingTruth TruthOf(Tensor picture)
    {
        var everywhere = Tensor.Ones([picture.Shape[0], 1, picture.Shape[2], picture.Shape[3]]);
        return new TrainingTruth(picture, picture, everywhere, everywhere, picture, new PixelBox[picture.Shape[0]], picture);
    }

    private sealed class Silent : ILayer
    {
        public Tensor Forward(Tensor x) => Tensor.Zeros([x.Shape[0], 1, 2, 2]);
    }

    // Tiny networks; those of features are frozen, as their owner must.
    private sealed class Judges : IDisposable
    {
        private readonly ParameterStore _perceptual;
        private readonly ParameterStore _face;

        private readonly DType _type;

        public Judges(DType type = DType.Float32)
        {
            _type = type;
            (_perceptual, _face, DiscriminatorStore) = (new ParameterStore(type: type), new ParameterStore(type: type), new ParameterStore(type: type));
            Perceptual = new PerceptualLoss(new Vgg19(_perceptual.Root, width: 2), type);
            Face = new FaceIdentityLoss(new Sphere20a(_face.Root, width: 1), type);
            Discriminator = new PatchDiscriminator(DiscriminatorStore.Root, new PatchDiscriminatorOptions { Width = 2, Layers = 2 });
            foreach (var (_, parameter) in DiscriminatorStore.Parameters)
                using (NoGrad.Enter())
                    parameter.FillNormal(0, 0.2);
            _perceptual.Freeze();
            _face.Freeze();
        }

        public PerceptualLoss Perceptual { get; }

        public FaceIdentityLoss Face { get; }

        public PatchDiscriminator Discriminator { get; }

        public ParameterStore DiscriminatorStore { get; }

        public ParameterStore[] Stores => [_perceptual, _face, DiscriminatorStore];

        public IEnumerable<NamedTensor> AllParameters => Stores.SelectMany(store => store.Parameters);

        public GeneratorObjective Objective(ObjectiveOptions options) => new(options, Discriminator, Perceptual, Face, _type);

        public void Dispose()
        {
            foreach (var store in Stores)
                store.Dispose();
        }
    }
}
