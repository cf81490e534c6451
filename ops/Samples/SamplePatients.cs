namespace Sluice.Samples;

/// <summary>Patients of sample months: no real person bears such a name, so that it can be searched for wherever it must not be.</summary>
public static class SamplePatients
{
    /// <summary>The first word of every patient_name, and of nothing else.</summary>
    public const string Mark = "Qzxpatient";
}
