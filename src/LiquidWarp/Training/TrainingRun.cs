using System.Globalization;
using System.Text.Json.Nodes;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Training;

/// <summary>How often a run stops to keep and to show what it has.</summary>
public sealed record TrainingIntervals
{
    /// <summary>Steps to a line of the loss table; 20 by default.</summary>
    public long Log { get; init; } = 20;

    /// <summary>Steps from checkpoint to checkpoint; 500 by default.</summary>
    public long Checkpoint { get; init; } = 500;

    /// <summary>Steps from one sheet of held-out people to the next; 1,000 by default.</summary>
    public long Sheet { get; init; } = 1000;
}

/// <summary>
/// The folder of a training: the checkpoint to resume from, a model folder with the averaged generator, the table and chart of losses,
/// sheets of held-out people, and a page that shows them all.
/// </summary>
public sealed class TrainingRun
{
    private readonly string _folder;
    private readonly TrainingState _state;
    private readonly TrainingIntervals _intervals;
    private readonly TrainedGenerator _generator;
    private readonly BodyModel _body;
    private readonly JsonObject _provenance;
    private readonly Validation? _validation;
    private ValidationResult? _found;
    private readonly RunPage _page;
    private readonly LossLog _losses;

    /// <summary>Opens the folder, and makes it where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="generator">What is trained.</param>
    /// <param name="body">The body that goes into the model folder with it.</param>
    /// <param name="provenance">What the model folder shall say of it, besides steps and scores.</param>
    /// <param name="state">The state to keep.</param>
    /// <param name="intervals">How often.</param>
    /// <param name="validation">Held-out pairs; null draws no sheets.</param>
    /// <param name="about">What the page says about the run: the recipe, the pairs, what takes the place of networks that are not there.</param>
    public TrainingRun(string folder, TrainedGenerator generator, BodyModel body, JsonObject provenance, TrainingState state, TrainingIntervals intervals,
        Validation? validation, IReadOnlyList<string> about)
    {
        (_folder, _generator, _body, _provenance, _state, _intervals, _validation) = (folder, generator, body, provenance, state, intervals, validation);
        Directory.CreateDirectory(SheetFolder);
        Directory.CreateDirectory(ModelFolderOf(folder));
        _page = new RunPage(folder, about);
        _losses = LossLog.Open(LossTable, _state.Step, intervals.Log);
    }

    /// <summary>The model folder inside a run's folder, for <c>--model</c>.</summary>
    public static string ModelFolderOf(string folder) => Path.Combine(folder, "model");

    /// <summary>The checkpoint that a run in this folder resumes from.</summary>
    public static string CheckpointIn(string folder) => Path.Combine(folder, "checkpoint.safetensors");

    private string LossTable => Path.Combine(_folder, "losses.csv");

    private string SheetFolder => Path.Combine(_folder, "sheets");

    /// <summary>Takes the checkpoint of a folder, if there is one, into a state; before the run is opened.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InputException">It is of another training.</exception>
    public static bool Resume(string folder, TrainingState state, bool force)
    {
        if (!File.Exists(CheckpointIn(folder)))
            return false;
        state.Load(CheckpointIn(folder), force);
        return true;
    }

    /// <summary>Keeps and shows what is due after a step.</summary>
    /// <returns>What was found on the held-out people, if a sheet was due.</returns>
    public ValidationResult? After(TrainingProgress progress)
    {
        _losses.Add(progress);
        if (progress.Step % _intervals.Checkpoint == 0)
            Save();
        return progress.Step % _intervals.Sheet == 0 ? Show() : null;
    }

    /// <summary>Writes the checkpoint and the averaged generator.</summary>
    /// <exception cref="InputException">A parameter is not finite (the last checkpoint is kept), or the disk is full (likewise).</exception>
    public void Save()
    {
        if (_state.FindUnsound() is { } name)
            throw new InputException($"{name} holds numbers that are not finite after step {_state.Step}: the training has diverged. The checkpoint of an earlier step is kept in {_folder}; resume with a lower learning rate.");
        _state.Save(CheckpointIn(_folder));
        WriteModel();
    }

    private void WriteModel()
    {
        const string weights = "generator.safetensors", body = "body.safetensors";
        var folder = ModelFolderOf(_folder);
        using (_state.Averages.Use())
            Weights.Save(_state.GeneratorParameters, Path.Combine(folder, weights), DType.Float16);
        if (!File.Exists(Path.Combine(folder, body)))
            _body.Save(Path.Combine(folder, body));
        var provenance = _provenance.DeepClone().AsObject();
        provenance["steps"] = _state.Step;
        if (_found is not null)
            provenance["scores"] = new JsonObject { ["held-out people, mean difference"] = Rounded(_found.Painted), ["of the plain warp"] = Rounded(_found.Warped) };
        ModelFolder.Describe(folder, new BodyEntry(body, new JsonObject { ["name"] = _body.Name, ["version"] = _body.Version, ["licence"] = _body.Licence }),
            [new NetworkEntry(_generator.Architecture, _generator.Options, weights, provenance)]);

        static double Rounded(double value) => Math.Round(value, 5);
    }

    /// <summary>Draws losses and held-out people as they are now.</summary>
    public ValidationResult? Show()
    {
        var result = Validate();
        PictureFile.Write(Path.Combine(_folder, "losses.png"), LineChart.Draw("losses by step (logarithmic)",
            [.. LossLog.Columns.Select((name, column) => new ChartLine(name, [.. _losses.Lines.Select(line => ((double)line.Step, (double)line.Values[column]))]))], logarithmic: true));
        _page.Write(_state.Step, _losses.Lines.Count > 0 ? _losses.Lines[^1] : null);
        return result;
    }

    private ValidationResult? Validate()
    {
        if (_validation is null)
            return null;
        using var averaged = _state.Averages.Use();
        var result = _found = _validation.Of(_generator.Network, _state.GeneratorParameters.Device);
        var name = string.Create(CultureInfo.InvariantCulture, $"step-{_state.Step:D8}.jpg");
        PictureFile.Write(Path.Combine(SheetFolder, name), result.Sheet);
        _page.Add(_state.Step, result, name);
        return result;
    }
}
