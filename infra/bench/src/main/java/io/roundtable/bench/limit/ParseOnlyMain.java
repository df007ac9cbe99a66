package io.roundtable.bench.limit;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;

/** A Micronaut server with one endpoint that parses a message and answers 202: what HTTP and JSON cost alone. */
final class ParseOnlyMain {
    private ParseOnlyMain() {}

    /** @param args the port */
    public static void main(String[] args) throws InterruptedException {
        var properties = new HashMap<String, Object>();
        properties.put("micronaut.server.port", args[0]);
        properties.put("micronaut.server.date-header", false);
        // as the product's
        properties.put("micronaut.server.netty.server-type", "streamed");
        properties.put("micronaut.metrics.enabled", false);
        properties.put("endpoints.all.enabled", false);
        var context = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .start();
        var _ = context.getBean(EmbeddedServer.class).start();
        new CountDownLatch(1).await();
    }
}
