namespace Sluice.Topology;

/// <summary>What a company decides once: the currency its books are kept in, and where its business day begins.</summary>
/// <param name="BaseCurrency">ISO 4217 code.</param>
/// <param name="TimeZone">IANA id of the business time zone.</param>
/// <param name="DocumentNumbers">How documents are numbered; see <see cref="Books.Documents.DocumentNumbering"/>.</param>
public sealed record BooksSettings(
    string BaseCurrency = "INR", string TimeZone = "Asia/Kolkata", string DocumentNumbers = Books.Documents.DocumentNumbering.DefaultFormat);
