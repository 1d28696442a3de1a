[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("LiquidWarp.Tests")]
