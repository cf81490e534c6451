using System.Text;
using System.Text.Json.Nodes;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Checking;
using Sluice.Simulation.Running;
using Sluice.Simulation.Worlds;

namespace Sluice.Simulation.Commanding;

/// <summary>
/// Sends the world's commands, in a process of its own that can crash. What may have been lost it sends again under the
/// same id: as it was, or written anew.
/// </summary>
/// <param name="sent">How many of the world's records are sent.</param>
internal sealed class Commander(Stage stage, Func<int> sent, SimulationRandom random)
{
    /// <summary>How often it looks whether its commands have ended.</summary>
    private const int PatienceMax = 60;

    /// <summary>How often it asks for a close and a rerun at last.</summary>
    private const int LastsMax = 20;

    /// <summary>A month in which nothing is charged or earned.</summary>
    private const string BeforePrices = "2020-01";

    /// <summary>What the books' commands are signed with.</summary>
    public static readonly CommandSeal Seal = new(new byte[32]);

    private static readonly CommandSeal s_wrongSeal = new([.. Enumerable.Repeat((byte)1, 32)]);

    private readonly List<PlannedCommand> _plan = [.. stage.World.Commands];
    private readonly bool _keepsMessages = random.Percent(50);
    private readonly BooksSight _sight = new(stage);
    private byte[]? _message;
    private int _ambushes;
    private int _lasts;
    private bool _isAgain;
    private bool _hasLast;
    private int _next;

    private bool IsSent => _next == _plan.Count;

    public bool IsDone => IsSent && _hasLast;

    /// <summary>Ids of the commands that must have a row once all is at rest.</summary>
    public IReadOnlyList<string> Sent => _sight.Sent;

    /// <summary>Runs in the root process, until everything is sent.</summary>
    public async Task RunAsync()
    {
        for (var life = 1; !IsDone; life++)
        {
            var process = stage.Scheduler.CreateProcess($"commander {life}");
            var log = new FaultyLog(stage.Log, new FaultInjector(stage.Plan, stage.Time, process));
            await process.ToItsEndAsync(() => SendAllAsync(log));
            if (!IsDone)
            {
                stage.Incidents.Count(Incident.ProcessReplaced);
            }
        }
    }

    /// <summary>Sends one more command, which arrives at once.</summary>
    /// <exception cref="LogException">The topic takes nothing now.</exception>
    public void Send(string type, JsonObject fields)
    {
        var id = $"ambush {_ambushes++}";
        var cut = CommandCut.NowAsync(stage.Topology, stage.Log, CancellationToken.None).GetAwaiter().GetResult();
        stage.Guard.Books.Losses.Written(id);
        Arrive(type, id, CommandMessage.Write(Seal, id, type, "tester", "", stage.Time.GetUtcNow(), cut, fields));
    }

    /// <summary>Sends a command's message once more, which arrives at once.</summary>
    /// <exception cref="LogException">The topic takes nothing now.</exception>
    public void SendAgain(CommandRow command) => Arrive(command.Type!, command.Id, Encoding.UTF8.GetBytes(command.Request!));

    /// <summary>Sends a rerun where a close is under way, and a close otherwise.</summary>
    /// <exception cref="LogException">The topic takes nothing now.</exception>
    public void SendOther(string underWay)
    {
        var months = _sight.ClosedMonths;
        if (underWay != "month-close")
        {
            Send("month-close", new JsonObject { ["month"] = Calendar.Start.AddDays(random.Below(Calendar.Days)).ToString("yyyy-MM"), ["force"] = true });
        }
        else
        {
            Send("rerun", Rerun(months.Count > 0 ? random.Pick(months) : BeforePrices, late: random.Percent(50), apply: random.Percent(60)));
        }
    }

    private void Arrive(string type, string id, byte[] message)
    {
        _ = CommandMessage.SendAsync(stage.Log, id, message, stage.Time.GetUtcNow(), CancellationToken.None).Now();
        Tell(type, id, message);
    }

    private void Tell(string type, string id, byte[] message)
    {
        stage.Steps.Arrived(type, id, message);
        _sight.Add(id);
    }

    private async Task SendAllAsync(FaultyLog log)
    {
        await AddLastAsync();
        while (!IsSent)
        {
            var planned = _plan[_next];
            while (sent() < planned.At)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Range(50, 400)), stage.Time);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(planned.Delay), stage.Time);
            await SendAsync(planned, log);
            if (planned.Delivery is Delivery.Twice or Delivery.Reissued && !_isAgain)
            {
                (_isAgain, _message) = (true, planned.Delivery == Delivery.Twice ? _message : null);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Below(2_000)), stage.Time);
                await SendAsync(planned, log);
            }

            (_isAgain, _message) = (false, null);
            _next++;
            await AddLastAsync();
        }
    }

    /// <summary>
    /// Every history has a close and a rerun that are carried out: where none was possible, those of a month before all
    /// prices, in which nothing is charged or earned; again where something has ended them.
    /// </summary>
    private async Task AddLastAsync()
    {
        if (!IsSent || _hasLast)
        {
            return;
        }

        for (var patience = 0; !_sight.HaveEnded && patience < PatienceMax; patience++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), stage.Time);
        }

        var at = stage.World.Records.Count;
        var (isClosed, isRerun) = (_sight.ClosedMonths.Count > 0, _sight.IsRerun);
        _hasLast = (isClosed && isRerun) || ++_lasts > LastsMax;
        if (!isClosed && !_hasLast)
        {
            _plan.Add(new PlannedCommand(at, 0, "month-close", _ => new JsonObject { ["month"] = BeforePrices, ["force"] = true }));
        }

        if (!isRerun && !_hasLast)
        {
            _plan.Add(new PlannedCommand(
                at, 0, "rerun", sight => Rerun(sight.ClosedMonths.Count > 0 ? sight.ClosedMonths[0] : BeforePrices, late: true, apply: false)));
        }
    }

    private static JsonObject Rerun(string month, bool late, bool apply) => new()
    {
        ["months"] = new JsonArray(month),
        ["pricing"] = "current",
        ["include_late"] = late,
        ["apply"] = apply,
    };

    private async Task SendAsync(PlannedCommand planned, FaultyLog log)
    {
        var isForged = planned.Delivery is Delivery.Forged or Delivery.ForgedAhead;
        var id = planned.Delivery switch
        {
            Delivery.Forged => $"forged {_next}",
            Delivery.ForgedAhead => $"command {_next + 1}",
            _ => $"command {_next}",
        };
        while (true)
        {
            try
            {
                var message = _message ?? await WriteAsync(planned, id, isForged ? s_wrongSeal : Seal, log);
                _message = _keepsMessages || planned.Delivery == Delivery.Twice ? message : null;
                await CommandMessage.SendAsync(log, id, message, stage.Time.GetUtcNow(), CancellationToken.None);
                if (!isForged)
                {
                    Tell(planned.Type, id, message);
                }

                return;
            }
            catch (LogException)
            {
                // Lost, or perhaps not: it is sent again.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Range(10, 500)), stage.Time);
            }
        }
    }

    private async Task<byte[]> WriteAsync(PlannedCommand planned, string id, CommandSeal seal, FaultyLog log)
    {
        var cut = await CommandCut.NowAsync(stage.Topology, log, CancellationToken.None);
        stage.Guard.Books.Losses.Written(id);
        var reason = _isAgain ? "once more" : random.Percent(50) ? "" : "because";
        return CommandMessage.Write(seal, id, planned.Type, "tester", reason, stage.Time.GetUtcNow(), cut, planned.Fields(_sight));
    }
}
