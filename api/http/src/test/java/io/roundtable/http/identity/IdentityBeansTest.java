package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.roundtable.http.access.TokenVerifier;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.identity.MasterKey;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IdentityBeansTest {

    @Test
    void shouldWireRegistrationToTheProofOfTokens() {
        // Given
        try (Database database = Database.open(IdentityDatabase.create());
                ApplicationContext context = ApplicationContext.builder()
                        .properties(Map.of("roundtable.api.enabled", true, WithoutLog.PROPERTY, true))
                        .singletons(database, IdentitySettings.DEFAULTS, MasterKey.none(), Clock.systemUTC())
                        .start()) {
            // When
            Registration registration = context.getBean(Accounts.class)
                    .register(new NewAccount("ada@example.com", "correct horse", "Ada", null));

            // Then
            assertThat(registration)
                    .isInstanceOfSatisfying(
                            Registration.Registered.class,
                            registered -> assertThat(context.getBean(TokenVerifier.class)
                                            .verify(registered.session().accessToken()))
                                    .isNotNull());
        }
    }
}
