package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.http.access.TokenVerifier;
import org.junit.jupiter.api.Test;

final class IdentityBeansTest {

    @Test
    void shouldWireRegistrationToTheProofOfTokens() {
        // Given
        try (IdentityServer server = new IdentityServer(IdentityDatabase.create())) {
            NewAccount account = new NewAccount("ada@example.com", "correct horse", "Ada", null);

            // When
            Registration registration = server.bean(Accounts.class).register(account);

            // Then
            assertThat(registration)
                    .isInstanceOfSatisfying(
                            Registration.Registered.class,
                            registered -> assertThat(server.bean(TokenVerifier.class)
                                            .verify(registered.session().accessToken()))
                                    .isNotNull());
        }
    }
}
