namespace Sluice.Samples.Traffic;

/// <summary>When a report was completed.</summary>
/// <param name="Day">The business day, counted from 0 in the month.</param>
/// <param name="Hour">The business hour, 0 to 23.</param>
internal readonly record struct Moment(DateTime Utc, int Day, int Hour);
