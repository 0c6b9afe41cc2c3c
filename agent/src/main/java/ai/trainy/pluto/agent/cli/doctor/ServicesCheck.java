package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.transport.Probe;
import ai.trainy.pluto.transport.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Are Pluto's services to be reached from here, and does their clock agree with ours? */
final class ServicesCheck {
  private static final String SUBJECT = "Service";
  private static final String NETWORK =
      "Check the address, and whether a firewall or proxy is in the way;"
          + " docs/network.md explains each reason.";

  /** Of what people look at in a chart nobody would notice less. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ServicesCheck() {}

  static void into(Diagnosis diagnosis, Settings settings) {
    into(diagnosis, settings, PATIENCE);
  }

  /**
   * @param patience how long a service may take to answer
   */
  static void into(Diagnosis diagnosis, Settings settings, Duration patience) {
    if (!settings.areAddressesClear()) {
      diagnosis.note(SUBJECT, "not checked: Pluto's address is not clear");
      return;
    }
    Probe probe =
        new Probe(
            settings,
            patience,
            problem -> diagnosis.warning("Network", problem.toString(), NETWORK));
    List<ProbeResult> reached = new ArrayList<>();
    for (Setting service : List.of(Setting.URL_API, Setting.URL_INGEST, Setting.URL_PY)) {
      ProbeResult probed = probe.ask(service);
      if (probed.isReached()) {
        diagnosis.ok(SUBJECT, answer(probed));
        reached.add(probed);
      } else {
        diagnosis.failure(SUBJECT, unreached(probed), advice(service, probed));
      }
    }
    tellClock(diagnosis, reached);
    ProbeResult page = probe.ask(Setting.URL_APP);
    if (page.isReached()) {
      diagnosis.ok("Page", answer(page));
    } else {
      // Programs have no need of it.
      diagnosis.warning("Page", unreached(page), NETWORK);
    }
  }

  private static String answer(ProbeResult probed) {
    return probed.address()
        + " answers in "
        + probed.latency().orElseThrow().toMillis()
        + " ms ("
        + probed.connectLatency().orElseThrow().toMillis()
        + " ms with connecting), reached "
        + probed.route();
  }

  private static String advice(Setting service, ProbeResult probed) {
    return probed.isForeign()
        ? "Open the address in a browser: the network may want you to sign in. If it does not,"
            + " correct "
            + service.variable()
            + "."
        : NETWORK;
  }

  private static String unreached(ProbeResult probed) {
    return probed.address()
        + (probed.isForeign() ? " does not answer as Pluto does (" : " is not reached (")
        + probed.route()
        + "): "
        + probed.why().orElseThrow();
  }

  /** One line, of the service whose clock differs most. */
  private static void tellClock(Diagnosis diagnosis, List<ProbeResult> reached) {
    Comparator<ProbeResult> byDifference =
        Comparator.comparing(probed -> probed.clockDifference().orElseThrow().abs());
    Optional<ProbeResult> furthest =
        reached.stream().filter(probed -> probed.clockDifference().isPresent()).max(byDifference);
    furthest.ifPresent(
        probed -> tellClock(diagnosis, probed, probed.clockDifference().orElseThrow()));
  }

  private static void tellClock(Diagnosis diagnosis, ProbeResult probed, Duration difference) {
    if (difference.abs().compareTo(CLOCK_TOLERANCE) > 0) {
      diagnosis.warning(
          "Clock",
          "this machine's is "
              + difference.abs().toSeconds()
              + " s "
              + (difference.isNegative() ? "ahead of" : "behind")
              + " that of "
              + probed.address()
              + ": values would be shown at wrong times",
          "Synchronize the clock (NTP).");
    } else {
      diagnosis.ok("Clock", "those of Pluto's services agree with this machine's");
    }
  }
}
