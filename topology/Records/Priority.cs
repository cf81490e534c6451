namespace Sluice.Topology.Records;

/// <summary>How urgently a report was asked for; surcharges are agreed per priority.</summary>
public enum Priority : byte
{
    Routine = 0,
    Urgent = 1,
    Stat = 2,
}
