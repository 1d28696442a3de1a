using System.CommandLine;
using System.Runtime.InteropServices;
using LiquidWarp.Cli;
using LiquidWarp.Cli.Commands;

using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

var root = new RootCommand("""
    LiquidWarp: one picture of a person in, that person moving out.

    First steps:
      liquidwarp demo                                               see it work on the shipped picture and motion
      liquidwarp recover me.jpg --keypoints me.json -o me.npz       find the body in your picture
      liquidwarp imitate --source me.jpg --motion samples/motions/walk.npz -o me.mp4
      liquidwarp view --source me.jpg --yaw 0:360 -o turn.mp4       the same person from all sides
      liquidwarp transfer --source me.jpg --clothes other.jpg -o dressed.png
      liquidwarp body --motion dance.bvh -o preview.mp4             look at a motion before using it
      liquidwarp convert --help                                     use published checkpoints
      liquidwarp doctor                                             what is missing on this machine, and how to get it

    Exit codes: 0 done, 2 wrong usage, 3 the input is at fault, 4 something is missing on this machine,
    130 interrupted, 1 the work failed (a bug here, or a program that we use died).
    """)
{
    DemoCommand.Create(),
    ImitateCommand.Create(),
    TransferCommand.Create(),
    ViewCommand.Create(),
    RecoverCommand.Create(),
    BodyCommand.Create(),
    SynthesizeCommand.Create(),
    TrainCommand.Create(),
    CompareCommand.Create(),
    PersonalizeCommand.Create(),
    TrainFeaturesCommand.Create(),
    TrainRecoveryCommand.Create(),
    MeasureRecoveryCommand.Create(),
    ConvertCommand.Create(),
    DoctorCommand.Create(),
};
return CommandRunner.Run(root, args, cancellation.Token);

void Cancel(PosixSignalContext context)
{
    // the first signal ends the work tidily, a second one the process
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
