using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>
/// The keys of a value: two records that have one in common are worth comparing. Each kind has keys that a slip of the hand
/// leaves alone. A key is the hash of what it says; two that fall together cost a comparison and nothing else.
/// </summary>
internal static class KeyPlan
{
    private const int PartLength = 4;
    private const int WordLengthMin = 3;

    /// <summary>Days of a bucket; of two overlapping rows of buckets one holds any two days up to eight apart.</summary>
    private const int BucketDays = 16;

    /// <summary>Passes over a field of a kind.</summary>
    public static int Passes(FieldKind kind) => kind == FieldKind.Amount ? 3 : 4;

    /// <summary>Whether keys of a pass may be taken together with those of other fields: the ones that hold the whole value.</summary>
    public static bool Combines(FieldKind kind, int pass) => kind switch
    {
        FieldKind.Text or FieldKind.Id => pass == 0,
        _ => pass <= 2,
    };

    /// <summary>Appends the keys of a value in a pass; several only for words.</summary>
    public static void Append(FieldValue value, int pass, List<ulong> keys)
    {
        switch (value)
        {
            case TextValue text:
                Append(text, pass, keys);
                break;
            case IdValue id:
                keys.Add(SplitMix.Hash(pass switch
                {
                    0 => id.Key,
                    1 => id.Digits.Length > 0 ? id.Digits : id.Key,
                    2 => id.Key.AsSpan(0, Math.Min(id.Key.Length, Math.Max(PartLength, id.Key.Length / 2))),
                    _ => id.Key.AsSpan(Math.Max(0, id.Key.Length - Math.Max(PartLength, id.Key.Length / 2))),
                }));
                break;
            case DateValue date:
                Append(date, pass, keys);
                break;
            case AmountValue amount:
                keys.Add(pass == 0 ? SplitMix.Hash(amount.Key) : Leading(Math.Abs(amount.Amount), half: pass == 2));
                break;
            default:
                throw new ArgumentException($"there are no keys for {value.Kind}");
        }
    }

    private static void Append(TextValue text, int pass, List<ulong> keys)
    {
        var key = text.Key.AsSpan();
        switch (pass)
        {
            case 0:
                keys.Add(SplitMix.Hash(key));
                break;
            case 1:
                keys.Add(SplitMix.Hash(key[..Math.Min(PartLength, key.Length)]));
                break;
            case 2:
                keys.Add(SplitMix.Hash(key[Math.Max(0, key.Length - PartLength)..]));
                break;
            default:
                var first = keys.Count;
                foreach (var word in text.Words)
                {
                    if (text.Words.Length > 1 && word.Length >= WordLengthMin && SplitMix.Hash(word) is var hash && keys.IndexOf(hash, first) < 0)
                    {
                        keys.Add(hash);
                    }
                }

                break;
        }
    }

    private static void Append(DateValue date, int pass, List<ulong> keys)
    {
        if (pass is 1 or 2)
        {
            // A day outside the calendar lies in no bucket.
            if (date.DayNumber is { } day)
            {
                keys.Add(SplitMix.Combine((ulong)((day + (pass == 2 ? BucketDays / 2 : 0)) / BucketDays), (ulong)pass));
            }

            return;
        }

        // The digits in ascending order: exchanged ones, and day for month, change nothing.
        Span<char> digits = stackalloc char[date.Key.Length];
        date.Key.CopyTo(digits);
        if (pass == 3)
        {
            digits.Sort();
        }

        keys.Add(SplitMix.Hash(digits));
    }

    /// <summary>The order of magnitude and the two leading digits, cut or rounded: amounts half a unit of them apart share one of the two.</summary>
    private static ulong Leading(decimal amount, bool half)
    {
        var magnitude = 0;
        for (; amount >= 100; magnitude++)
        {
            amount /= 10;
        }

        for (; amount is < 10 and > 0 && magnitude > -28; magnitude--)
        {
            amount *= 10;
        }

        var digits = (int)decimal.Truncate(half ? amount + 0.5m : amount);
        return digits >= 100
            ? SplitMix.Combine(10, (ulong)(magnitude + 1 + 100))
            : SplitMix.Combine((ulong)digits, (ulong)(magnitude + 100));
    }
}
