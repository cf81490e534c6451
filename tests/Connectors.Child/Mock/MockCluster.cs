using System.Runtime.InteropServices;

namespace Sluice.Connectors.Child.Mock;

/// <summary>
/// A mock cluster of one broker that serves other processes over TCP until its input ends. It prints the broker's
/// address, then takes a command a line and answers <c>ok</c> or <c>error CODE</c>: <c>topic NAME PARTITIONS</c>,
/// <c>down</c>, <c>up</c>.
/// </summary>
internal static class MockCluster
{
    private const int Broker = 1;

    public static async Task<int> RunAsync()
    {
        var error = new byte[512];
        var client = Native.NewClient(Native.Producer, Native.NewSettings(), error, (nuint)error.Length);
        var cluster = client == 0 ? 0 : Native.NewCluster(client, brokers: 1);
        if (cluster == 0)
        {
            Console.WriteLine("the mock cluster cannot start");
            return 1;
        }

        Console.WriteLine(Marshal.PtrToStringUTF8(Native.Brokers(cluster)));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var code = line.Split(' ') switch
            {
                ["topic", var name, var partitions] => Native.CreateTopic(cluster, name, int.Parse(partitions), replicas: 1),
                ["down"] => Native.SetDown(cluster, Broker),
                ["up"] => Native.SetUp(cluster, Broker),
                _ => -1,
            };
            Console.WriteLine(code == 0 ? "ok" : $"error {code}");
        }

        return 0;
    }
}
