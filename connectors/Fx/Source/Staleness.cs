namespace Sluice.Connectors.Fx.Source;

/// <summary>Whether the newest rate is too old, told once per change. Owned by one thread at a time.</summary>
/// <param name="businessDaysMax">Age that is still fresh.</param>
public sealed class Staleness(int businessDaysMax)
{
    /// <summary>Business days a newest rate may be old.</summary>
    public const int BusinessDaysDefault = 3;

    private bool? _stale;

    public static bool IsStale(int ageBusinessDays, int businessDaysMax) => ageBusinessDays > businessDaysMax;

    /// <summary>What to tell, or null where nothing has changed. That fresh rates are fresh at first is no news.</summary>
    public string? Check(DateOnly? newest, int? ageBusinessDays)
    {
        var stale = ageBusinessDays is not { } age || IsStale(age, businessDaysMax);
        var changed = _stale != stale && (stale || _stale is not null);
        _stale = stale;
        if (!changed)
        {
            return null;
        }

        if (newest is null)
        {
            return "there are no exchange rates in the log yet";
        }

        return stale
            ? $"exchange rates are stale: the newest, of {newest:yyyy-MM-dd}, is {ageBusinessDays} business days old (at most {businessDaysMax} are fresh)"
            : $"exchange rates are fresh again: the newest is of {newest:yyyy-MM-dd}";
    }
}
