using System.Data;
using Npgsql;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Connections;

/// <summary>
/// Runs work as one transaction, READ COMMITTED. What fails before the COMMIT was sent left nothing behind; what fails
/// after it may have been applied, unless the server itself says that it was not. Transactions that the server breaks
/// off for another's sake are tried again. Safe from any thread.
/// </summary>
internal sealed class Transactions(Sessions sessions, PostgresMeters meters)
{
    private const string IdleInTransactionTimeout = "25P03";

    private readonly Pauses _pauses = new(sessions.Options.TimeProvider, sessions.Options.Seed);

    /// <exception cref="StoreException">Nothing was applied.</exception>
    /// <exception cref="CommitUnknownException">Nobody knows.</exception>
    public async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(work, cancel);
            }
            catch (PostgresException conflict) when (IsConflict(conflict))
            {
                if (attempt == PostgresLimits.AttemptsMax)
                {
                    throw sessions.Words.Refusal(conflict);
                }

                meters.Retried(conflict.SqlState);
            }

            await _pauses.AfterAsync(attempt, cancel);
        }
    }

    private static bool IsConflict(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private async ValueTask<T> OnceAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel)
    {
        await using var connection = await sessions.OpenAsync(cancel);
        NpgsqlTransaction transaction;
        T result;
        try
        {
            transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        }
        catch (Exception error) when (FaultWords.Wants(error))
        {
            throw sessions.Words.Refusal(error);
        }

        await using (transaction)
        {
            try
            {
                result = await work(connection);
                await (sessions.Options.OnCommit?.Invoke(CommitMoment.Before) ?? default);
                cancel.ThrowIfCancellationRequested();
            }
            catch (Exception error)
            {
                await UndoAsync(transaction);
                if (FaultWords.Wants(error) && !(error is PostgresException broken && IsConflict(broken)))
                {
                    throw sessions.Words.Refusal(error);
                }

                throw;
            }

            await CommitAsync(transaction);
            return result;
        }
    }

    /// <summary>The COMMIT is waited for whatever the caller wants meanwhile: its outcome matters more.</summary>
    private async ValueTask CommitAsync(NpgsqlTransaction transaction)
    {
        try
        {
            var committing = transaction.CommitAsync(CancellationToken.None);
            await (sessions.Options.OnCommit?.Invoke(CommitMoment.Sent) ?? default);
            await committing;
        }
        catch (PostgresException refused) when (refused.InvariantSeverity == "ERROR" || refused.SqlState == IdleInTransactionTimeout)
        {
            if (IsConflict(refused))
            {
                throw;
            }

            throw sessions.Words.Refusal(refused);
        }
        catch (Exception error)
        {
            throw sessions.Words.Unknown(error);
        }
    }

    /// <summary>Lets go of locks at once. Where that fails the connection is broken, and the server undoes it by itself.</summary>
    private static async ValueTask UndoAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            return;
        }
    }
}
