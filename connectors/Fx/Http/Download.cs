namespace Sluice.Connectors.Fx.Http;

/// <summary>What a server says about the version of a file, to be asked again: both as they stood in its headers.</summary>
public sealed record Validators(string? ETag, DateTimeOffset? LastModified);

/// <summary>How a download ended.</summary>
public enum DownloadStatus
{
    /// <summary>There is a body.</summary>
    Fetched,

    /// <summary>It is as it was when the validators were given.</summary>
    NotModified,

    /// <summary>Not even after all attempts.</summary>
    Failed,
}

/// <summary>A file as it was downloaded, or why not.</summary>
/// <param name="Body">The bytes, where fetched.</param>
/// <param name="Validators">What to ask with next time, where fetched and the server gave any.</param>
/// <param name="Retries">Attempts after the first.</param>
/// <param name="Error">Why it failed, in one sentence.</param>
/// <param name="MovedTo">Where the file was found instead, if it has moved for good.</param>
public sealed record Download(DownloadStatus Status, byte[]? Body, Validators? Validators, int Retries, string? Error, Uri? MovedTo = null);
