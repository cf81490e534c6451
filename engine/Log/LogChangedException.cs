namespace Sluice.Engine.Log;

/// <summary>
/// A partition is no longer what a stored position was reached in: shortened, made anew, or without records that were not
/// read yet. Trying again does not help, and going on would lose or count twice: a person decides.
/// </summary>
public sealed class LogChangedException(string message) : Exception(message);
