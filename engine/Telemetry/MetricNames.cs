namespace Sluice.Engine.Telemetry;

/// <summary>Every metric name, in one file that code, dashboards and docs are checked against.</summary>
public static class MetricNames
{
    /// <summary>The meter all instruments belong to.</summary>
    public const string Meter = "Sluice";

    /// <summary>Records a shard has stepped through and committed. Counter, records.</summary>
    public const string RecordsCommitted = "sluice_records_committed_total";

    /// <summary>Commits. Counter.</summary>
    public const string Commits = "sluice_commits_total";

    /// <summary>Bytes of the segments committed. Counter, bytes.</summary>
    public const string SegmentBytes = "sluice_segment_bytes_total";

    /// <summary>Rows changed in output tables. Counter, rows.</summary>
    public const string RowsChanged = "sluice_output_rows_total";

    /// <summary>From a record's append to the commit that holds it, oldest record of a step. Histogram, seconds.</summary>
    public const string Freshness = "sluice_freshness_seconds";

    /// <summary>Duration of a step of the deterministic core. Histogram, seconds.</summary>
    public const string StepDuration = "sluice_step_seconds";

    /// <summary>Duration of a commit at the store. Histogram, seconds.</summary>
    public const string CommitDuration = "sluice_commit_seconds";

    /// <summary>Times a shard dropped its state and took its lease again, by reason. Counter.</summary>
    public const string ShardRestarts = "sluice_shard_restarts_total";

    /// <summary>Times a log or store refused without effect and was tried again, by kind: log, store. Counter.</summary>
    public const string Retries = "sluice_retries_total";

    /// <summary>Records quarantined. Counter.</summary>
    public const string Quarantined = "sluice_records_quarantined_total";

    /// <summary>Records set aside as dead letters, quarantined ones included. Counter, records.</summary>
    public const string DeadLetters = "sluice_dead_letters_total";

    /// <summary>Records between what a shard has committed and the end of its partition. Gauge, by topic and shard.</summary>
    public const string Lag = "sluice_lag_records";

    /// <summary>Commits whose changes are not merged and published yet; at most 20,000 are counted. Gauge, where the outbox is worked off.</summary>
    public const string OutboxEntries = "sluice_outbox_entries";

    /// <summary>How long the oldest change has waited to be merged and published. Gauge, seconds, where the outbox is worked off.</summary>
    public const string OutboxAge = "sluice_outbox_age_seconds";

    /// <summary>Shards this process runs. Gauge.</summary>
    public const string ShardsOwned = "sluice_shards_owned";

    /// <summary>Shards of this process whose state is loaded and that take records. Gauge.</summary>
    public const string ShardsLoaded = "sluice_shards_loaded";

    /// <summary>Bytes of a shard's stored state, which is about what it takes resident. Gauge, bytes, by shard.</summary>
    public const string StateBytes = "sluice_state_bytes";

    /// <summary>What the feed of exchange rates measures.</summary>
    public static class Fx
    {
        /// <summary>Age of the newest exchange rate in the log. Gauge, business days.</summary>
        /// <remarks>No unit in the name: a business day is no multiple of a second, which a name in days must be.</remarks>
        public const string RateAge = "sluice_fx_rate_age";

        /// <summary>Downloads of exchange rates, by result: fetched, not_modified, failed; retried, unreadable. Counter.</summary>
        public const string Fetches = "sluice_fx_fetches_total";

        /// <summary>Exchange rates that the feed appended to the log. Counter, records.</summary>
        public const string RatesAppended = "sluice_fx_rates_appended_total";
    }

    /// <summary>What the PostgreSQL store measures.</summary>
    public static class Postgres
    {
        /// <summary>Transactions that the server broke off for another's sake and that were tried again, by reason: deadlock, serialization. Counter.</summary>
        public const string TransactionRetries = "sluice_postgres_transaction_retries_total";

        /// <summary>Backends of stopped clients that a takeover ended. Counter.</summary>
        public const string BackendsEnded = "sluice_postgres_backends_ended_total";
    }

    /// <summary>What the Kafka clients measure.</summary>
    public static class Kafka
    {
        /// <summary>Mean round trip to a broker, the slowest client's. Gauge, seconds, by broker.</summary>
        public const string BrokerRoundTrip = "sluice_kafka_broker_rtt_seconds";

        /// <summary>Records between the foremost reader and a partition's end. Gauge, by topic and partition.</summary>
        public const string ConsumerLag = "sluice_kafka_consumer_lag_records";

        /// <summary>Records the producers hold unacknowledged. Gauge.</summary>
        public const string ProducerQueue = "sluice_kafka_producer_queue_records";

        /// <summary>Bytes sent to brokers. Counter, bytes.</summary>
        public const string SentBytes = "sluice_kafka_sent_bytes_total";

        /// <summary>Bytes received from brokers. Counter, bytes.</summary>
        public const string ReceivedBytes = "sluice_kafka_received_bytes_total";

        /// <summary>Questions asked again because the brokers could not answer them for the moment. Counter.</summary>
        public const string Retries = "sluice_kafka_retries_total";
    }

    /// <summary>What a worker says of itself.</summary>
    public static class Worker
    {
        /// <summary>1 where the worker is ready, as <c>/health/ready</c> says it, else 0. Gauge.</summary>
        public const string Ready = "sluice_ready";

        /// <summary>1, with the version of the program. Gauge, by version.</summary>
        public const string Build = "sluice_build_info";
    }

    /// <summary>What the process takes. The names are those that Prometheus's own client libraries use.</summary>
    public static class Process
    {
        /// <summary>Processor time, user and system. Counter, seconds.</summary>
        public const string Cpu = "process_cpu_seconds_total";

        /// <summary>Resident memory. Gauge, bytes.</summary>
        public const string Memory = "process_resident_memory_bytes";

        /// <summary>When the process started. Gauge, seconds since 1970.</summary>
        public const string Started = "process_start_time_seconds";

        /// <summary>Threads of the process. Gauge.</summary>
        public const string Threads = "process_threads";

        /// <summary>Garbage collections, by generation. Counter.</summary>
        public const string Collections = "dotnet_gc_collections_total";

        /// <summary>Time in which the collector held the program up. Counter, seconds.</summary>
        public const string CollectionPause = "dotnet_gc_pause_seconds_total";

        /// <summary>Managed heap after the last collection. Gauge, bytes.</summary>
        public const string Heap = "dotnet_gc_heap_bytes";

        /// <summary>Managed memory allocated since the start. Counter, bytes.</summary>
        public const string Allocated = "dotnet_gc_allocated_bytes_total";
    }
}
