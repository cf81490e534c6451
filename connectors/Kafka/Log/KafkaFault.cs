using Confluent.Kafka;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>Turns the client's errors into words a person understands.</summary>
internal static class KafkaFault
{
    public static LogException Of(string what, KafkaException failure) => Of(what, failure.Error, outcomeUnknown: false, failure);

    public static LogException Of(string what, Error error, bool outcomeUnknown = false, Exception? inner = null) =>
        new($"{what}: {Words(error)}", outcomeUnknown, inner);

    /// <summary>Whether the brokers do not know this kind of request at all.</summary>
    public static bool IsUnsupported(Error error) =>
        error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedVersion or ErrorCode.InvalidRequest;

    /// <summary>Whether it is a matter of rights.</summary>
    public static bool IsRefused(Error error) =>
        error.Code is ErrorCode.ClusterAuthorizationFailed or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed;

    private static string Words(Error error) => error.Code switch
    {
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_TimedOut or ErrorCode.RequestTimedOut =>
            "no broker answers",
        ErrorCode.Local_Resolve => "the broker's name cannot be resolved",
        ErrorCode.Local_Ssl => "the TLS handshake failed; check the SLUICE_KAFKA_SSL_ settings",
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed => "the brokers refuse the credentials",
        ErrorCode.TopicAuthorizationFailed => "this user has no right to the topic",
        ErrorCode.ClusterAuthorizationFailed => "this user has no right to administer the cluster",
        ErrorCode.GroupAuthorizationFailed => "this user has no right to the consumer group",
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition =>
            "the brokers do not know the topic or partition",
        ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => "the offset is no longer, or not yet, in the log",
        ErrorCode.MsgSizeTooLarge => "a record is larger than the topic takes (max.message.bytes)",
        ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend => "too few replicas are in sync (min.insync.replicas)",
        ErrorCode.Local_MsgTimedOut => "no broker has acknowledged it in time",
        _ => $"{error.Reason} ({error.Code})",
    };
}
