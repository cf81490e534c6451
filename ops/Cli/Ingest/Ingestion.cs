using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Cli.Sessions;
using Sluice.Engine.Log;

namespace Sluice.Cli.Ingest;

/// <summary>Appends files to the log, record by record as they stand: the engine judges them, not this.</summary>
/// <param name="ecb">Takes files of the European Central Bank's; null where there are none.</param>
/// <param name="partitions">Of a business topic that is new.</param>
internal sealed class Ingestion(IBooksSession session, int partitions, TimeProvider time, EcbConversion? ecb = null)
{
    /// <summary>Appends a file; returns how many records it held.</summary>
    /// <exception cref="CliException">The file cannot be read to its end; what came before is in the log.</exception>
    public async Task<IngestedFile> IngestAsync(TopicFile file, ProgressLine progress, CancellationToken cancel)
    {
        var appender = new TopicAppender(session.Log, file.Shape, await PartitionsAsync(file.Shape.Topic, cancel), session.AppendsAtOnce, time);
        using var source = await OpenAsync(file, progress, cancel);
        progress.Begin(file.Shape.Topic, new FileInfo(file.Path).Length);
        var records = 0L;
        try
        {
            while (Fill(source, appender, ref records))
            {
                cancel.ThrowIfCancellationRequested();
                await appender.SendAsync(cancel);
                progress.Report(source.BytesTaken, records);
            }

            await appender.SendAsync(cancel);
            await appender.FlushAsync();
        }
        catch (InvalidDataException unreadable)
        {
            await appender.SendAsync(cancel);
            await appender.FlushAsync();
            throw CliException.Failed($"{file.Path}: {unreadable.Message}; the {records} records before it are in the log", unreadable);
        }
        catch (LogException failed)
        {
            throw CliException.Failed($"{file.Path}: {failed.Message}; {LeftBehind(appender)}", failed);
        }
        catch (OperationCanceledException)
        {
            throw CliException.Failed($"stopped within {file.Path}: {LeftBehind(appender)}");
        }

        progress.End();
        return new IngestedFile(file.Shape.Topic, file.Path, records, source.BytesTaken);
    }

    private static string LeftBehind(TopicAppender appender) =>
        $"at least {appender.Acknowledged} of its records are in the log; ingest it again, those are ignored then";

    private async Task<IRecordSource> OpenAsync(TopicFile file, ProgressLine progress, CancellationToken cancel)
    {
        return ecb is not null && EcbConversion.Fits(file) ? await ecb.OpenAsync(file, Note, cancel) : file.Open(Note);

        void Note(string note)
        {
            progress.End();
            Console.Error.WriteLine($"{file.Path}: {note}");
        }
    }

    /// <summary>Takes records until an append is full; false at the end of the file.</summary>
    private static bool Fill(IRecordSource source, TopicAppender appender, ref long records)
    {
        while (!appender.IsFull)
        {
            if (!source.TryRead(out var payload))
            {
                return false;
            }

            appender.Add(payload);
            records++;
        }

        return true;
    }

    private async Task<int> PartitionsAsync(string topic, CancellationToken cancel)
    {
        var known = (await session.Log.TopicsAsync(cancel)).FirstOrDefault(t => t.Name == topic);
        if (known is not null)
        {
            return known.Partitions;
        }

        var wanted = TopicFile.IsReference(topic) ? 1 : partitions;
        await session.Log.EnsureTopicAsync(new TopicSpec(topic, wanted), cancel);
        return wanted;
    }
}

/// <summary>What was appended of a file.</summary>
internal sealed record IngestedFile(string Topic, string Path, long Records, long Bytes);
