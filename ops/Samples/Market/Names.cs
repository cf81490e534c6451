namespace Sluice.Samples.Market;

/// <summary>Words that names are put together from.</summary>
internal static class Names
{
    public static IReadOnlyList<string> Cities { get; } =
    [
        "Mumbai", "Pune", "Nagpur", "Nashik", "Delhi", "Jaipur", "Lucknow", "Kanpur", "Bhopal", "Indore", "Surat",
        "Ahmedabad", "Vadodara", "Hyderabad", "Vijayawada", "Chennai", "Madurai", "Coimbatore", "Bengaluru", "Mysuru",
        "Kochi", "Kozhikode", "Kolkata", "Siliguri", "Guwahati", "Patna", "Ranchi", "Bhubaneswar", "Chandigarh", "Amritsar",
    ];

    public static IReadOnlyList<string> Streets { get; } =
        ["Station Road", "Lake View", "Ring Road", "Temple Street", "Civil Lines", "Market Yard", "Hill Road", "Canal Bank"];

    public static IReadOnlyList<string> Houses { get; } =
        ["Sunrise", "Lotus", "Riverside", "Banyan", "Silver Oak", "Northgate", "Amber", "Jasmine", "Harbour", "Greenfield", "Unity", "Meridian"];

    /// <summary>Segments, each with the word its houses carry.</summary>
    public static IReadOnlyList<(string Segment, string Word)> Segments { get; } =
    [
        ("hospital", "Hospital"), ("hospital", "Medical College"), ("imaging-centre", "Scans"),
        ("imaging-centre", "Diagnostics"), ("clinic", "Clinic"), ("nursing-home", "Nursing Home"),
    ];

    public static IReadOnlyList<string> Given { get; } =
        ["Asha", "Ravi", "Meera", "Arjun", "Leela", "Kiran", "Nisha", "Vikram", "Divya", "Sanjay", "Farah", "Imran", "Tara", "Joseph", "Anil", "Priya"];

    public static IReadOnlyList<string> Family { get; } =
        ["Rao", "Iyer", "Shah", "Khan", "Das", "Menon", "Patil", "Singh", "Bose", "Reddy", "Nair", "Gupta", "Thomas", "Joshi", "Pillai", "Sen"];
}
