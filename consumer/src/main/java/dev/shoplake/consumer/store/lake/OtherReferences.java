package dev.shoplake.consumer.store.lake;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.runtime.settings.LakeSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.projectnessie.client.NessieClientBuilder;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieNotFoundException;
import org.projectnessie.model.ContentKey;
import org.projectnessie.model.FetchOption;
import org.projectnessie.model.IcebergTable;

/** The catalog's branches and tags beside main. They were made from main and read its files. */
final class OtherReferences implements AutoCloseable {
    private final NessieApiV2 catalog;

    /**
     * What one of them reads.
     *
     * @param snapshot newest snapshot of the table there
     * @param metadataFile file that lists it
     */
    record State(long snapshot, String metadataFile) {}

    private OtherReferences(NessieApiV2 catalog) {
        this.catalog = catalog;
    }

    static OtherReferences open(URI catalog) {
        return new OtherReferences(NessieClientBuilder.createClientBuilderFromSystemSettings()
                .fromConfig(LakeSettings.NESSIE_CLIENT::get)
                .withUri(catalog)
                .build(NessieApiV2.class));
    }

    /** A table as each of them sees it that has it. */
    List<State> statesOf(LakeTable table) {
        var key = ContentKey.of(table.namespace(), table.name());
        var states = new ArrayList<State>();
        try {
            for (var reference : catalog.getAllReferences().fetch(FetchOption.MINIMAL).stream()
                    .toList()) {
                if (!reference.getName().equals("main")
                        && catalog.getContent()
                                        .reference(reference)
                                        .key(key)
                                        .get()
                                        .get(key)
                                instanceof IcebergTable content) {
                    states.add(new State(content.getSnapshotId(), content.getMetadataLocation()));
                }
            }
            return states;
        } catch (NessieNotFoundException e) {
            throw new IllegalStateException("a branch or tag went while it was looked at", e);
        }
    }

    @Override
    public void close() {
        catalog.close();
    }
}
