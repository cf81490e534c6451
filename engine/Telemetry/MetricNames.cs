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

    /// <summary>Times a log or store refused without effect and was tried again. Counter.</summary>
    public const string Retries = "sluice_retries_total";

    /// <summary>Records quarantined. Counter.</summary>
    public const string Quarantined = "sluice_records_quarantined_total";

    /// <summary>What the feed of exchange rates measures.</summary>
    public static class Fx
    {
        /// <summary>Age of the newest exchange rate in the log. Gauge, business days.</summary>
        public const string RateAge = "sluice_fx_rate_age_days";

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
}
