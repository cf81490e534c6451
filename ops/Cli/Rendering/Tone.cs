namespace Sluice.Cli.Rendering;

/// <summary>What a piece of text means, which a terminal shows by colour.</summary>
internal enum Tone
{
    Plain,
    Muted,
    Strong,
    Good,
    Warning,
    Bad,
    Accent,
}
