namespace Sluice.Cli.Doctor;

/// <summary>How a check went.</summary>
internal enum Verdict
{
    Ok,
    Info,
    Warn,
    Fail,
}

/// <summary>What a check found, and what to do about it.</summary>
/// <param name="Advice">What to do; empty where nothing is to be done.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Found, string Advice = "");
