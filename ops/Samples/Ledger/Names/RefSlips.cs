using System.Globalization;
using Sluice.Samples.Chance;

namespace Sluice.Samples.Ledger.Names;

/// <summary>Slips in typing an id of a job, none of which gives the id of another job of the client.</summary>
/// <param name="taken">The digits of all ids of the client's jobs, as numbers.</param>
internal sealed class RefSlips(Dice dice, HashSet<long> taken)
{
    private const int Tries = 8;

    public string Of(string id)
    {
        var (prefix, digits) = (id[..(id.IndexOf('-') + 1)], id[(id.IndexOf('-') + 1)..]);
        return dice.Below(6) switch
        {
            0 => Changed(id, prefix, digits, Turned),
            1 => Changed(id, prefix, digits, Wrong),
            2 => Changed(id, prefix, digits, Missing),
            3 => prefix + digits.Replace('0', 'O'),
            4 => digits.TrimStart('0'),
            _ => digits,
        };
    }

    private string Changed(string id, string prefix, string digits, Func<string, string> change)
    {
        for (var i = 0; i < Tries; i++)
        {
            var slip = change(digits);
            if (slip != digits && !taken.Contains(long.Parse(slip, CultureInfo.InvariantCulture)))
                return prefix + slip;
        }

        return id[(prefix.Length)..];
    }

    // Within the job's own number: the client's part before it is typed by habit.
    private int Place(string digits, int end) => (int)dice.Between(digits.Length - 6, digits.Length - end);

    private string Turned(string digits)
    {
        var at = Place(digits, 2);
        return $"{digits[..at]}{digits[at + 1]}{digits[at]}{digits[(at + 2)..]}";
    }

    private string Wrong(string digits)
    {
        var at = Place(digits, 1);
        return $"{digits[..at]}{dice.Below(10)}{digits[(at + 1)..]}";
    }

    private string Missing(string digits)
    {
        var at = Place(digits, 1);
        return digits.Remove(at, 1);
    }
}
