using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Elsewhere;

/// <summary>A smallest marketplace whose books can lie on PostgreSQL and whose log on Kafka.</summary>
[Collection(ServersCollection.Name)]
public abstract class SharedMarket(Servers servers) : SmallMarket
{
    protected Servers Servers { get; } = servers;

    /// <summary>From here on the store is a new database and the log new topics.</summary>
    protected async Task UsePostgresAsync()
    {
        Variables["PAYMENT_DB_URI"] = await Servers.NewDatabaseAsync();
        await UseKafkaAsync();
    }

    /// <summary>From here on the log is on new topics.</summary>
    protected async Task UseKafkaAsync()
    {
        Variables["SLUICE_LOG"] = await Servers.NewLogAsync();
        foreach (var (name, value) in Servers.KafkaVariables)
        {
            Variables[name] = value;
        }
    }

    /// <summary>From here on store and log are the sandbox's own file.</summary>
    protected void UseFile() => Variables.Clear();
}
