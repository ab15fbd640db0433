package dev.shoplake.consumer.store.lake;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.nessie.NessieCatalog;
import org.projectnessie.client.NessieClientBuilder;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieConflictException;
import org.projectnessie.error.NessieNotFoundException;
import org.projectnessie.model.Branch;

/** A branch of the catalog, made from main as it is now, and one who reads it. */
final class TestingBranch implements AutoCloseable {
    private final NessieApiV2 api;
    private final LakeSettings settings;
    private final String name;

    private TestingBranch(NessieApiV2 api, LakeSettings settings, String name) {
        this.api = api;
        this.settings = settings;
        this.name = name;
    }

    static TestingBranch ofMain(LakeSettings settings, String name)
            throws NessieNotFoundException, NessieConflictException {
        var api = NessieClientBuilder.createClientBuilderFromSystemSettings()
                .fromConfig(LakeSettings.NESSIE_CLIENT::get)
                .withUri(settings.catalogUri())
                .build(NessieApiV2.class);
        api.createReference()
                .sourceRefName("main")
                .reference(
                        Branch.of(name, api.getReference().refName("main").get().getHash()))
                .create();
        return new TestingBranch(api, settings, name);
    }

    List<Record> eventsOf(String topic) throws IOException {
        try (var catalog = new NessieCatalog()) {
            catalog.initialize("lake", settings.catalogProperties(name, Map.of()));
            var events = LakeTables.RAW_EVENTS;
            return TestingLake.rows(catalog.loadTable(TableIdentifier.of(events.namespace(), events.name())), topic);
        }
    }

    @Override
    public void close() throws NessieNotFoundException, NessieConflictException {
        api.deleteReference().reference(api.getReference().refName(name).get()).delete();
        api.close();
    }
}
