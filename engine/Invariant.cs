using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Sluice.Engine;

/// <summary>Laws that hold in Release too: a broken one stops the work before anything wrong is committed.</summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantException"/> naming the law when <paramref name="holds"/> is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check([DoesNotReturnIf(false)] bool holds, string law)
    {
        if (!holds)
        {
            Throw(law);
        }
    }

    [DoesNotReturn]
    private static void Throw(string law) => throw new InvariantException(law);
}

/// <summary>A law of the engine or of the books was about to be broken; a defect, never bad input.</summary>
public sealed class InvariantException(string law) : Exception($"Broken law: {law}");
