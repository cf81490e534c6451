/*
 * What the client library calls and an older librdkafka (from 2.0) lacks: the leader's epoch of a position. Sluice keeps
 * positions in its store and asks for none, so "unknown" is a true answer. All else comes from librdkafka.so.1.
 */
#include <stdint.h>

int32_t rd_kafka_message_leader_epoch(const void *message)
{
    (void)message;
    return -1;
}

int32_t rd_kafka_topic_partition_get_leader_epoch(const void *partition)
{
    (void)partition;
    return -1;
}

void rd_kafka_topic_partition_set_leader_epoch(void *partition, int32_t epoch)
{
    (void)partition;
    (void)epoch;
}
