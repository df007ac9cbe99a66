package io.roundtable.http.command;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.roundtable.http.ApiPath;
import io.roundtable.http.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Writes one line for each write, by which its command and its trace are found; reads would only drown it. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessLine implements Ordered {

    private static final Logger log = LoggerFactory.getLogger(AccessLine.class);

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 150;
    }

    @ResponseFilter
    void written(HttpRequest<?> request, HttpResponse<?> response) {
        boolean isRead = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (isRead || !log.isInfoEnabled() || !ApiPath.isOf(request)) {
            return;
        }
        String command = response.getHeaders().get(CommandLog.COMMAND_ID);
        try (var _ = MDC.putCloseable("command_id", command);
                var _ = MDC.putCloseable("trace_id", RequestContext.of(request).traceId())) {
            log.info("{} {} {}", request.getMethodName(), request.getPath(), response.code());
        }
    }
}
