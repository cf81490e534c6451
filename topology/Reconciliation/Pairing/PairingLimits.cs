namespace Sluice.Topology.Reconciliation.Pairing;

/// <summary>The bounds of the matcher, each with its reason.</summary>
public static class PairingLimits
{
    /// <summary>Pairs of a block that are compared as they stand: 32 records a side. n records then give at most 32 n pairs a key.</summary>
    public const long BlockPairsMax = 1_024;

    /// <summary>Keys that are taken together to split a large block. A pair that agrees in three common values and in nothing rarer is no match.</summary>
    public const int KeysTogetherMax = 3;

    /// <summary>Neighbours on either side that a record is compared with in a block that no key splits.</summary>
    public const int WindowRecords = 8;

    /// <summary>Candidates that a record keeps, those that share the most and the rarest keys. Twins of a day are fewer.</summary>
    public const int CandidatesMax = 16;

    /// <summary>Pairs drawn at random to see how often values agree by chance; at this size a level met once weighs 17 bits.</summary>
    public const int RandomPairs = 1 << 17;

    /// <summary>Pairs drawn, for each field, of those that are equal in it: enough to see which fields go together.</summary>
    public const int AlikePairs = 1 << 13;

    /// <summary>Of fewer fields a match with errors looks like a look-alike: on generated people of five columns that cost up to 4 % of the matches.</summary>
    public const int LookAlikeFieldsMin = 7;

    /// <summary>Rounds of expectation and maximisation. Most models stand still after twenty.</summary>
    public const int RoundsMax = 200;

    /// <summary>Left records times pairs of a component that is assigned exactly: about a second of work; larger ones are parted first.</summary>
    public const long ExactWorkMax = 8_000_000;

    /// <summary>Records of a cluster of duplicates. All its pairs are listed: 4,950 at most.</summary>
    public const int ClusterMax = 100;
}
