using System.Globalization;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

/// <summary>
/// Made-up people: towns with their postcodes and states, households, and copies with slips, gaps, moves and swapped fields.
/// </summary>
internal sealed class People(int seed)
{
    public static readonly IReadOnlyList<PairingField> Fields =
    [
        new("given", FieldKind.Text), new("family", FieldKind.Text), new("number", FieldKind.Id), new("street", FieldKind.Text),
        new("town", FieldKind.Text), new("postcode", FieldKind.Id), new("state", FieldKind.Text), new("born", FieldKind.Date), new("card", FieldKind.Id),
    ];

    private const int Born = 7;
    private static readonly string[] States = ["north", "south", "east", "west"];

    private readonly Random _chance = new(seed);
    private readonly Random _words = new(1);
    private string[]? _given;
    private string[]? _family;
    private string[]? _streets;
    private (string Town, string Postcode, string State)[]? _towns;

    /// <summary>A person's fields as they are written.</summary>
    /// <param name="home">Whose household it is, if anyone's.</param>
    public string[] Person(string[]? home = null)
    {
        _given ??= Words(150);
        _family ??= Words(300);
        _streets ??= [.. Words(200).Select(w => $"{w} street")];
        _towns ??= [.. Words(40).Select((w, i) => (w, (2000 + (i * 17)).ToString(CultureInfo.InvariantCulture), States[i % 4]))];
        var (town, postcode, state) = Common(_towns);
        var born = new DateOnly(1930, 1, 1).AddDays(_chance.Next(27_000)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var (given, card) = (Common(_given), _chance.Next(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture));
        return home is null
            ? [given, Common(_family), _chance.Next(1, 200).ToString(CultureInfo.InvariantCulture), Common(_streets), town, postcode, state, born, card]
            : [given, .. home[1..Born], born, card];
    }

    /// <summary>A copy with some faults.</summary>
    public string[] Copy(string[] person, int faultsMax)
    {
        var copy = person.ToArray();
        for (var faults = _chance.Next(faultsMax + 1); faults > 0; faults--)
        {
            var field = _chance.Next(copy.Length);
            switch (_chance.Next(6))
            {
                case 0:
                    copy[field] = "";
                    break;
                case 1:
                    copy[field] = Person()[field];
                    break;
                case 2:
                    (copy[0], copy[1]) = (copy[1], copy[0]);
                    break;
                default:
                    copy[field] = Slip(copy[field]);
                    break;
            }
        }

        return copy;
    }

    /// <summary>Two files: people of the first, and of the second, some of them the same. The same person has the same digits in its id.</summary>
    public (List<PairingRecord> Left, List<PairingRecord> Right) Files(int people, int faultsMax = 3)
    {
        var (left, right) = (new List<PairingRecord>(), new List<PairingRecord>());
        string[]? last = null;
        for (var i = 0; i < people; i++)
        {
            last = Person(last is not null && _chance.Next(20) == 0 ? last : null);
            var where = _chance.Next(4);
            if (where != 0)
            {
                left.Add(Record($"L{i:D5}", last));
            }

            if (where != 1)
            {
                right.Add(Record($"R{i:D5}", Copy(last, faultsMax)));
            }
        }

        return (left, right);
    }

    public static PairingRecord Record(string id, string[] texts) => new(id, [.. texts.Select((text, f) =>
        FieldValue.TryRead(Fields[f].Kind, text, out var value) ? value : throw new ArgumentException(text))]);

    private string Slip(string text)
    {
        if (text.Length < 3)
        {
            return text;
        }

        var at = _chance.Next(text.Length - 1);
        var date = text.Length == 8 && char.IsAsciiDigit(text[0]);
        return _chance.Next(3) switch
        {
            0 when !date => text.Remove(at, 1),
            1 when !date => text.Insert(at, char.IsAsciiDigit(text[0]) ? "7" : "k"),
            _ => string.Concat(text[..at], text[at + 1].ToString(), text[at].ToString(), text[(at + 2)..]),
        };
    }

    /// <summary>The earlier ones more often.</summary>
    private T Common<T>(T[] of) => of[Math.Min(_chance.Next(of.Length), _chance.Next(of.Length))];

    private string[] Words(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, _words.Next(2, 4)).Select(_ =>
            $"{"bcdfghklmnprstvw"[_words.Next(16)]}{"aeiou"[_words.Next(5)]}{(_words.Next(3) == 0 ? "rnsl"[_words.Next(4)].ToString() : "")}")))];
}
