using Sluice.Connectors.Embedded.Sqlite;

namespace Sluice.Connectors.Embedded.Writing;

/// <summary>
/// Applies a group of writes as one transaction, each under a savepoint of its own, so that one that fails is rolled
/// back alone. Used by the writer's thread only.
/// </summary>
internal sealed class GroupCommit(WriterConnection writer, Action<CommitMoment>? onCommit) : IDisposable
{
    private readonly List<WriteItem> _applied = [];

    public void Run(List<WriteItem> group)
    {
        try
        {
            while (!TryApply(writer.Open(), group))
            {
                UndoApplied();
            }
        }
        catch (Exception error)
        {
            Abandon(group, error);
            return;
        }

        if (TryCommit(out var unknown))
        {
            _applied.ForEach(item => item.Publish());
        }

        group.ForEach(item => Complete(item, unknown));
        writer.BoundWal(_applied.Sum(item => item.Weight));
        _applied.Clear();
    }

    public void Dispose() => writer.Dispose();

    /// <summary>False when SQLite rolled the whole transaction back: then those not failed themselves start anew.</summary>
    private bool TryApply(Connection connection, List<WriteItem> group)
    {
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var item in group.Where(item => item.Failure is null))
        {
            try
            {
                item.Cancel.ThrowIfCancellationRequested();
                connection.Prepare("SAVEPOINT item").Run();
                item.Apply(connection);
                connection.Prepare("RELEASE item").Run();
                _applied.Add(item);
            }
            catch (Exception error)
            {
                item.Failure = error;
                item.Undo();
                if (!connection.InTransaction)
                {
                    return false;
                }

                if (error is not OperationCanceledException)
                {
                    connection.Execute("ROLLBACK TO item; RELEASE item");
                }
            }
        }

        return true;
    }

    private bool TryCommit(out Exception? unknown)
    {
        unknown = null;
        try
        {
            onCommit?.Invoke(CommitMoment.Before);
            writer.Commit();
            onCommit?.Invoke(CommitMoment.After);
            return true;
        }
        catch (Exception error)
        {
            // What the disk holds is known only to a connection that reads it anew.
            unknown = error;
            UndoApplied(keep: true);
            Reopen();
            return false;
        }
    }

    private void Reopen()
    {
        writer.Close();
        try
        {
            writer.Open();
        }
        catch (Exception)
        {
            // The next group tries again, and its writes fail with the reason.
            writer.Close();
        }
    }

    /// <summary>Nothing of the group was committed: the transaction could not begin, or could not go on.</summary>
    private void Abandon(List<WriteItem> group, Exception error)
    {
        UndoApplied();
        writer.Close();
        group.ForEach(item => item.Fail(item.Failure ?? error));
    }

    private void UndoApplied(bool keep = false)
    {
        for (var i = _applied.Count - 1; i >= 0; i--)
        {
            _applied[i].Undo();
        }

        if (!keep)
        {
            _applied.Clear();
        }
    }

    private static void Complete(WriteItem item, Exception? unknown)
    {
        if (item.Failure is not null)
        {
            item.Fail(item.Failure);
        }
        else if (unknown is not null)
        {
            item.FailUnknown(unknown);
        }
        else
        {
            item.Succeed();
        }
    }
}
