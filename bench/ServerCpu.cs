using System.Globalization;

namespace Sluice.Bench;

/// <summary>Processor time of all PostgreSQL processes of this machine, those that have ended included, from the kernel's own books.</summary>
internal static class ServerCpu
{
    // What the kernel counts in, on every Linux in use.
    private const int TicksPerSecond = 100;

    public static double Seconds() => Directory.GetDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])).Sum(OfProcess);

    private static double OfProcess(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            if (!stat.Contains("(postgres)", StringComparison.Ordinal))
            {
                return 0;
            }

            // After the name: state is the 3rd field, user and system time are the 14th to 17th, the last two of ended children.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
