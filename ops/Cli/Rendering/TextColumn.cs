namespace Sluice.Cli.Rendering;

/// <summary>A column of a table for people.</summary>
/// <param name="Right">Aligned at the right: numbers.</param>
/// <param name="ShrinksTo">Columns it may be cut to when the terminal is narrow; 0 keeps it whole.</param>
/// <param name="Wraps">What it is too narrow for goes on in lines below, rather than being cut off.</param>
/// <param name="Drop">When even that is too wide, columns go in this order, 1 first; 0 never goes.</param>
internal sealed record TextColumn(string Header, bool Right = false, int ShrinksTo = 0, int Drop = 0, bool Wraps = false);

/// <summary>A cell and its tone.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);

    public Cell ToCell() => this;
}
