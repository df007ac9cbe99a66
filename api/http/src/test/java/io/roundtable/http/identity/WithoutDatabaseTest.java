package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.DatabaseSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class WithoutDatabaseTest {

    @Test
    void shouldSayWhenToComeBackWhileTheDatabaseIsDown() throws IOException {
        try (Node elsewhere = new Node(IdentityDatabase.create(), new TestClock());
                IdentityServer server = new IdentityServer(nowhere())) {
            // Given
            String token = elsewhere.register("ada@example.com").accessToken();

            // When
            Answer login = server.login("ada@example.com", "correct horse");
            Answer me = server.get("/v1/users/me", token);
            Answer noToken = server.get("/v1/users/me", null);

            // Then
            assertThat(login.isProblem(503, "database_unavailable").header("Retry-After"))
                    .isEqualTo("2");
            assertThat(me.isProblem(503, "database_unavailable").header("Retry-After"))
                    .isEqualTo("2");
            noToken.isProblem(401, "unauthorized");
        }
    }

    /** A port on which surely nobody listens: it was free just now. */
    private static DatabaseSettings nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return DatabaseSettings.of("jdbc:postgresql://localhost:" + socket.getLocalPort() + "/none", "", "");
        }
    }
}
