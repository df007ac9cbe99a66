package io.roundtable.runtime.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A store whose reads fail while a switch is on. */
record BreakableStore(String name, AtomicBoolean broken) implements KeyValueBytesStoreSupplier {

    static final String REASON = "the disk is gone";

    @Override
    @SuppressWarnings("unchecked") // a proxy of the interface that it is cast to
    public KeyValueStore<Bytes, byte[]> get() {
        var store = Stores.persistentKeyValueStore(name).get();
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (_, method, args) -> {
                    if (broken.get() && method.getName().equals("get")) {
                        throw new IllegalStateException(REASON);
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public String metricsScope() {
        return "breakable";
    }
}
