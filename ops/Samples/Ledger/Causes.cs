namespace Sluice.Samples.Ledger;

/// <summary>The causes of contract §6, in the order in which they are tried.</summary>
internal static class Causes
{
    public const string DuplicateJob = "duplicate_job";
    public const string DuplicateEntry = "duplicate_entry";
    public const string MissingInLedger = "missing_in_ledger";
    public const string MissingInJobs = "missing_in_jobs";
    public const string Currency = "currency";
    public const string Rounding = "rounding";
    public const string Quantity = "quantity";
    public const string RateChange = "rate_change";
    public const string Cutoff = "cutoff";
    public const string SiteMismatch = "site_mismatch";
    public const string ServiceMismatch = "service_mismatch";
    public const string Unexplained = "unexplained";
    public const string None = "none";
}
