package io.roundtable.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class what it asks for in parameters of its constructor, life-cycle and test methods: a
 * {@link TestStack} (shared, or of its own with {@link Isolated}), a {@link TestDatabase}. A class gets the same one
 * wherever it asks.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestStackExtension.class)
public @interface WithTestStack {}
