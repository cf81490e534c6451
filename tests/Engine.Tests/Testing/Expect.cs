namespace Sluice.Engine.Tests.Testing;

/// <summary>Assertions that stay in a simulated world: those of the assertion library go on in another thread.</summary>
internal static class Expect
{
    /// <summary>The exception with which the call must end.</summary>
    public static async Task<TException> ThrowAsync<TException>(Func<Task> call)
        where TException : Exception
    {
        try
        {
            await call();
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new ShouldAssertException($"{typeof(TException).Name} was expected, and nothing was thrown");
    }
}
