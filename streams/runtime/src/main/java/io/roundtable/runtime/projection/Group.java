package io.roundtable.runtime.projection;

import io.roundtable.contract.KafkaAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer group of an application that ends for good. */
record Group(KafkaAccess kafka, String id) {

    private static final Logger log = LoggerFactory.getLogger(Group.class);

    private static final int TIMEOUT_SECONDS = 5;

    /** Has the brokers forget it, once its members have left; where that fails it is forgotten when its offsets expire. */
    void forget() {
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            admin.deleteConsumerGroups(List.of(id)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("the consumer group {} stays for a while: {}", id, e.toString());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
