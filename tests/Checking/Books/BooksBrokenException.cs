namespace Sluice.Checking.Books;

/// <summary>A law of the books does not hold; the message says which, and where.</summary>
public sealed class BooksBrokenException(string message) : Exception(message)
{
    /// <exception cref="BooksBrokenException">The law does not hold.</exception>
    public static void Unless(bool holds, Func<string> law)
    {
        if (!holds)
        {
            throw new BooksBrokenException(law());
        }
    }
}
