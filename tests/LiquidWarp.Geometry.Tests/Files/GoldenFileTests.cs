using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Golden: files that numpy, scipy and PyTorch wrote, of the kinds that the published system uses.</summary>
public sealed class GoldenFileTests
{
    [Theory]
    [InlineData("flow.npz", "f2pts", "2, 50, 3, 2")]
    [InlineData("generator_conv8_rep2.npz", "bg_inputs", null)]
    [InlineData("concat_conv8_rep2.npz", null, null)]
    [InlineData("global_local.npz", "rects", null)]
    [InlineData("hmr.npz", "theta", "2, 85")]
    [InlineData("image_metrics.npz", "a", null)]
    [InlineData("patch_batch.npz", null, null)]
    [InlineData("patch_instance.npz", null, null)]
    [InlineData("smpl.npz", "verts", null)]
    [InlineData("sphere20a.npz", "x", null)]
    [InlineData("tv.npz", "mask", null)]
    [InlineData("vgg19.npz", "loss", "")]
    public void Npz_OfTheGoldens_ReadsEveryArray(string file, string? name, string? shape)
    {
        var arrays = NpzFile.Read(Goldens.Path(file));
        Assert.NotEmpty(arrays);
        Assert.All(arrays.Values, array => Assert.Equal(array.Count, array.ToDoubles().Length));
        if (name is not null)
            Assert.Contains(name, arrays.Keys);
        if (shape is not null)
            Assert.Equal(shape, string.Join(", ", arrays[name!].Shape));
    }

    [Fact]
    public void Torch_ZipAndLegacyDataParallel_HoldTheSameWeights()
    {
        var zip = TorchCheckpoint.Read(Goldens.Path("generator_conv8_rep2.pth"));
        var legacy = TorchCheckpoint.Read(Goldens.Path("generator_conv8_rep2_legacy_dataparallel.pth"));
        Assert.Equal(zip.Keys.Order(), legacy.Keys.Order());
        Assert.Contains("bg_model.model.0.weight", zip.Keys);
        foreach (var (name, tensor) in zip)
        {
            Assert.Equal(tensor.Shape, legacy[name].Shape);
            Assert.Equal(tensor.Data, legacy[name].Data);
        }
    }

    [Theory]
    [InlineData("concat_conv8_rep2.pth")]
    [InlineData("global_local.pth")]
    [InlineData("patch_batch.pth")]
    [InlineData("patch_instance.pth")]
    public void Torch_OfTheGoldens_IsFiniteAndNotAllZero(string file)
    {
        foreach (var (name, tensor) in TorchCheckpoint.Read(Goldens.Path(file)))
        {
            var values = tensor.ToDoubles();
            Assert.All(values, value => Assert.True(double.IsFinite(value), name));
            if (name.EndsWith(".weight", StringComparison.Ordinal))
                Assert.Contains(values, value => value != 0);
        }
    }

    [Fact]
    public void Pickle_SmplModel_HasTheKeysShapesAndInvariantsOfABody()
    {
        var model = Assert.IsType<Dictionary<object, object?>>(PickleFile.Read(Goldens.Path("smpl_model.pkl")));
        var template = Assert.IsType<NdArray>(model["v_template"]);
        var vertices = template.Shape[0];
        Assert.Equal([320, 3], template.Shape);
        Assert.Equal([vertices, 3, 10], ((NdArray)model["shapedirs"]!).Shape);
        Assert.Equal([vertices, 3, 207], ((NdArray)model["posedirs"]!).Shape);
        Assert.Equal([vertices, 24], ((NdArray)model["weights"]!).Shape);
        Assert.Equal(uint.MaxValue, ((NdArray)model["kintree_table"]!).ToInt64s()[0]);
        foreach (var (key, rows) in new[] { ("J_regressor", 24), ("cocoplus_regressor", 19) })
        {
            var regressor = Assert.IsType<SparseMatrix>(model[key]);
            Assert.Equal((rows, vertices), (regressor.Rows, regressor.Columns));
            var dense = regressor.ToDense().ToDoubles();
            Assert.Equal(regressor.Values.ToDoubles().Sum(), dense.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Pickle_IperLabels_EqualTheirContentsAsNpz()
    {
        var expected = NpzFile.Read(Goldens.Path("iper_pose_shape.npz"));
        var labels = Assert.IsType<Dictionary<object, object?>>(PickleFile.Read(Goldens.Path("iper/smpls/001/1/1/pose_shape.pkl")));
        foreach (var key in new[] { "cams", "pose", "shape" })
        {
            var actual = Assert.IsType<NdArray>(labels[key]);
            Assert.Equal(expected[key].Shape, actual.Shape);
            Assert.Equal(expected[key].ToDoubles(), actual.ToDoubles());
        }

        var keypoints = Assert.IsType<Dictionary<object, object?>>(PickleFile.Read(Goldens.Path("iper/smpls/001/1/1/kps.pkl")));
        Assert.Equal([12, 19, 2], Assert.IsType<NdArray>(keypoints["kps"]).Shape);
    }
}
