package io.roundtable.http.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that a sandbox's key may use; all others refuse it. Where the path names a sandbox it must be the key's own,
 * which is checked before the route is reached. A route whose path names none has to see for itself that it shows and
 * does nothing but what is the sandbox's: {@link Caller#onlySandbox()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OpenToSandbox {}
