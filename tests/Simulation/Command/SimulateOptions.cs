using System.Globalization;

namespace Sluice.Simulation.Command;

/// <summary>What the command line asks for.</summary>
/// <param name="Seeds">How many seeds to run.</param>
/// <param name="First">The first of them; null for one drawn by chance.</param>
/// <param name="Verbose">Whether to tell what the engines say.</param>
/// <param name="Records">How many records of each world are sent, the first ones; null for all.</param>
/// <param name="Coverage">Whether it is a failure that a fault or incident came too seldom.</param>
/// <param name="Help">Whether only to say what can be asked for.</param>
public sealed record SimulateOptions(
    int Seeds = 100, ulong? First = null, bool Verbose = false, int? Records = null, bool Coverage = false, bool Help = false)
{
    public const string Usage = """
        simulate [--seeds N] [--seed S] [--records N] [--coverage] [--verbose]
          --seeds N     how many seeds (100)
          --seed S      the first of them; drawn by chance without
          --records N   send only the first N records of each world
          --coverage    fail too where a fault at a step, or an incident, came fewer than 100 times
          --verbose     tell what the engines say
        """;

    /// <summary>Reads the arguments; null and the fault in words where they are wrong.</summary>
    public static (SimulateOptions? Options, string? Fault) Parse(IReadOnlyList<string> args)
    {
        var options = new SimulateOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : "";
            switch (args[i])
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--verbose":
                    options = options with { Verbose = true };
                    break;
                case "--coverage":
                    options = options with { Coverage = true };
                    break;
                case "--records" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var records):
                    options = options with { Records = records };
                    i++;
                    break;
                case "--seeds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) && seeds > 0:
                    options = options with { Seeds = seeds };
                    i++;
                    break;
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var first):
                    options = options with { First = first };
                    i++;
                    break;
                case "--seeds":
                    return (null, $"{args[i]} needs a whole number from 1 on, not '{value}'");
                case "--seed" or "--records":
                    return (null, $"{args[i]} needs a whole number, not '{value}'");
                default:
                    return (null, $"unknown argument {args[i]}");
            }
        }

        return (options, null);
    }
}
