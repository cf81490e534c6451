namespace Sluice.Engine.Tests.Control.Model;

/// <summary>Everything that can happen next: each step is one commit, one append, one read, or one crash.</summary>
internal static class ModelSteps
{
    /// <summary>Of each booking, and one less of both together: either is published twice, at whatever time.</summary>
    private const int PublishedMost = 2;

    /// <summary>The control topic: close A, close B, and A sent again.</summary>
    private const string Control = "ABA";

    private static readonly string[] s_closes = ["A", "B"];

    public static IEnumerable<ModelState> From(ModelState state, ModelRules rules)
    {
        for (var i = 0; i < 2; i++)
        {
            var (own, other) = i == 0 ? state.Coordinators : (state.Coordinators.Second, state.Coordinators.First);
            foreach (var next in Coordinate(state, own, other, rules))
            {
                yield return next;
            }
        }

        foreach (var next in Publish(state, rules).Concat(Read(state)))
        {
            yield return next;
        }
    }

    private static IEnumerable<ModelState> Coordinate(ModelState state, ModelCoordinator own, ModelCoordinator other, ModelRules rules)
    {
        if (own.Role == '-')
        {
            var fenced = other.Role == 'L' ? other with { Role = 'S' } : other;
            yield return state.WithCoordinators(new ModelCoordinator('L', state.Position, state.Statuses, '-', 0), fenced);
            yield break;
        }

        yield return state.WithCoordinators(ModelCoordinator.Idle, other);
        if (own.Position < Control.Length)
        {
            yield return Commit(state, own, other, rules, Taken);
        }

        if (Active(own) is not { } close)
        {
            yield break;
        }

        switch ((own.Statuses[close], own.Phase))
        {
            case ('Q', '-'):
                yield return state.WithCoordinators(own with { Phase = 'P', Note = (state.Decided.Length / 2) + 1 }, other);
                break;
            case ('Q', 'P'):
                yield return Commit(state, own, other, rules, (s, c) => Decided(s, c, close));
                break;
            case ('F', '-') when !rules.AwaitPublication || !state.Outbox.Contains(s_closes[close], StringComparison.Ordinal):
                yield return state.WithCoordinators(own with { Phase = 'G', Note = state.Topic.Length }, other);
                break;
            case ('F', 'G') when state.AllShards.All(s => s.Committed >= own.Note):
                yield return Commit(state, own, other, rules, (s, c) => Status(s, c with { Phase = '-', Note = 0 }, close, 'D'));
                break;
            default:
                break;
        }
    }

    /// <summary>A commit: of one that was fenced it is refused, and that one stops.</summary>
    private static ModelState Commit(
        ModelState state,
        ModelCoordinator own,
        ModelCoordinator other,
        ModelRules rules,
        Func<ModelState, ModelCoordinator, (ModelState State, ModelCoordinator Own)> change)
    {
        if (rules.Fence && own.Role == 'S')
        {
            return state.WithCoordinators(ModelCoordinator.Idle, other);
        }

        var (next, changed) = change(state, own);
        return next.WithCoordinators(changed, other);
    }

    private static (ModelState State, ModelCoordinator Own) Taken(ModelState state, ModelCoordinator own)
    {
        var close = Control[own.Position] - 'A';
        (state, own) = own.Statuses[close] == 'N' ? Status(state, own, close, 'Q') : (state, own);
        return (state with { Position = own.Position + 1 }, own with { Position = own.Position + 1 });
    }

    private static (ModelState State, ModelCoordinator Own) Decided(ModelState state, ModelCoordinator own, int close)
    {
        var name = own.Role == 'L' ? s_closes[close] : s_closes[close].ToLowerInvariant();
        state = state with { Decided = $"{state.Decided}{name}{own.Note}", Outbox = $"{state.Outbox}{s_closes[close]}" };
        return Status(state, own with { Phase = '-', Note = 0 }, close, 'F');
    }

    private static (ModelState State, ModelCoordinator Own) Status(ModelState state, ModelCoordinator own, int close, char status) =>
        (state with { Statuses = Set(state.Statuses, close, status) }, own with { Statuses = Set(own.Statuses, close, status) });

    private static string Set(string statuses, int close, char status) => close == 0 ? $"{status}{statuses[1]}" : $"{statuses[0]}{status}";

    /// <summary>The first one not ended: the next begins when it has.</summary>
    private static int? Active(ModelCoordinator own) =>
        own.Statuses[0] is 'Q' or 'F' ? 0 : own.Statuses[0] == 'D' && own.Statuses[1] is 'Q' or 'F' ? 1 : null;

    /// <summary>Publishers append at least once, an old one late; what was appended is then taken off the outbox.</summary>
    private static IEnumerable<ModelState> Publish(ModelState state, ModelRules rules)
    {
        foreach (var close in s_closes)
        {
            var isPrepared = !rules.DecideFirst && state.AllCoordinators.Any(c => c.Phase == 'P' && s_closes[Active(c) ?? 0] == close);
            var isDecided = state.Decided.Contains(close, StringComparison.OrdinalIgnoreCase);
            if ((isDecided || isPrepared) && state.Topic.Count(c => c == close[0]) < PublishedMost && state.Topic.Length < (2 * PublishedMost) - 1)
            {
                yield return state with { Topic = state.Topic + close };
            }

            if (state.Outbox.Contains(close, StringComparison.Ordinal) && state.Topic.Contains(close, StringComparison.Ordinal))
            {
                yield return state with { Outbox = state.Outbox.Replace(close, "", StringComparison.Ordinal) };
            }
        }
    }

    /// <summary>A shard reads on, commits what it has read, or restarts from what it has committed.</summary>
    private static IEnumerable<ModelState> Read(ModelState state)
    {
        for (var at = 0; at < 3; at++)
        {
            var shard = state.AllShards[at];
            if (shard.Seen < state.Topic.Length)
            {
                yield return state.WithShard(at, shard with { Seen = shard.Seen + 1 });
            }

            if (shard.Committed < shard.Seen)
            {
                yield return state.WithShard(at, shard with { Committed = shard.Seen });
                yield return state.WithShard(at, shard with { Seen = shard.Committed });
            }
        }
    }
}
