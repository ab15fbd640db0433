package dev.shoplake.dremio.provision;

import dev.shoplake.dremio.rest.Account;
import dev.shoplake.runtime.settings.LakeSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What to provision.
 *
 * @param admin the first user, who does everything else
 * @param reader the account that may read the marts
 * @param lake catalog and object store, at the addresses that Dremio reaches them
 * @param reflections whether Dremio shall keep copies of the marts
 * @param renewSecrets whether to write the source again for the sake of its secret
 */
public record Plan(Account admin, Account reader, LakeSettings lake, boolean reflections, boolean renewSecrets) {
    /** The steps in order: each needs those before it. */
    List<Step> steps() {
        var views = MartView.all();
        var steps = new ArrayList<Step>(List.of(
                new FirstUser(admin),
                new NessieSource(lake, renewSecrets),
                new Space(),
                new Reader(reader),
                new Grant(reader.user())));
        steps.addAll(views);
        if (reflections) {
            views.stream().map(RawReflection::new).forEach(steps::add);
        }
        steps.add(new SmokeQuery(reader));
        return List.copyOf(steps);
    }
}
