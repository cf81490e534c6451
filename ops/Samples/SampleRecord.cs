namespace Sluice.Samples;

/// <summary>One generated record.</summary>
/// <param name="Topic">The topic it belongs to.</param>
/// <param name="Key">The message key its topic asks for; of a malformed record, the one its owner would have sent.</param>
/// <param name="Json">The payload in UTF-8, without a line end.</param>
public readonly record struct SampleRecord(string Topic, string Key, byte[] Json);

/// <summary>Receives generated records one by one; the bytes are valid during the call only.</summary>
public delegate void SampleSink(string topic, ReadOnlySpan<byte> json);
