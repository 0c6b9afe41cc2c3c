package ai.trainy.pluto.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, each thing it can do done once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String LOSS = "[aria-label^=\"Chart of train/loss\"]";

  private LocalPluto pluto;
  private TestClient client;
  private ShownRuns shown;
  private List<Long> runs;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path scratch) throws IOException {
    Path program = Browser.find().orElse(null);
    Assumptions.assumeTrue(
        program != null,
        "The page was not tested: there is no chromium on the path, and pluto.test.browser names"
            + " none.");
    pluto = LocalPluto.start();
    client = new TestClient(pluto);
    shown = new ShownRuns(client);
    runs = shown.fill();
    browser = Browser.start(program, scratch);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (pluto != null) {
      pluto.close();
    }
  }

  @BeforeEach
  void large() {
    browser.size(1280, 900);
    browser.prefer("light");
  }

  @AfterEach
  void nothingWentWrong() {
    assertThat(browser.complaints()).isEmpty();
  }

  private String address(int run, String parameters) {
    return pluto.url()
        + "/o/local/projects/orbit-lab/"
        + RunUrls.shortId(runs.get(run))
        + parameters;
  }

  private String others() {
    return "with=" + RunUrls.shortId(runs.get(1)) + "," + RunUrls.shortId(runs.get(2));
  }

  private void openCharts(String parameters) {
    browser.open(address(0, "?" + others() + parameters));
    int least = parameters.contains("find") ? 1 : 3;
    browser.until("document.querySelectorAll('.chart canvas').length >= " + least);
  }

  @Test
  void overlaysRunsAndShowsTheirValuesUnderTheCursor() {
    openCharts("");

    assertThat(browser.text(".heading")).contains("resnet-18", "completed", "vit-tiny");
    browser.hover(LOSS + " .u-over", 0.5);
    browser.until("document.querySelector('.chart .place').innerText.startsWith('step ')");
    assertThat(
            browser
                .ask("document.querySelectorAll('.chart')[2].querySelectorAll('.entry').length")
                .asInt())
        .isEqualTo(3);
    browser.screenshot(PICTURES.resolve("charts.png"));
  }

  @Test
  @Tag("browser")
  void zoomsAndMovesAllChartsTogether() {
    openCharts("");
    browser.ask("window.before = document.querySelectorAll('.chart canvas')[0].toDataURL()");

    browser.drag(LOSS + " .u-over", 0.25, 0.75, false);
    browser.until("new URLSearchParams(location.search).has('x')");
    browser.until("document.querySelectorAll('.chart canvas')[0].toDataURL() !== before");
    double from = zoom().get(0).asDouble();
    assertThat(from).isBetween(80.0, 120.0);
    assertThat(zoom().get(1).asDouble()).isBetween(280.0, 320.0);

    browser.drag(LOSS + " .u-over", 0.5, 0.25, true);
    browser.until(
        "Number(new URLSearchParams(location.search).get('x').split('~')[0]) > " + (from + 20));

    browser.ask("document.querySelector('" + LOSS + "').focus()");
    browser.press("-");
    browser.until("Number(new URLSearchParams(location.search).get('x').split('~')[0]) < " + from);
    browser.press("ArrowLeft");
    browser.until(
        "document.activeElement.closest('.chart').querySelector('.place').innerText.startsWith('step')");
    browser.clickText("Show all");
    browser.until("!new URLSearchParams(location.search).has('x')");
    browser.until("document.querySelectorAll('.chart canvas')[0].toDataURL() === before");
  }

  private JsonNode zoom() {
    return browser.ask("new URLSearchParams(location.search).get('x').split('~').map(Number)");
  }

  @Test
  @Tag("browser")
  void drawsBySmoothingScaleAndAxis() {
    openCharts("&find=gradient");
    String drawn = "document.querySelector('.chart canvas').toDataURL()";
    browser.ask("window.before = " + drawn);
    browser.set(".bar input[type=range]", "0.9");
    browser.until(drawn + " !== before && location.search.includes('smooth=0.9')");
    browser.ask("window.before = " + drawn);
    browser.clickText("Log scale");
    browser.until(drawn + " !== before && location.search.includes('log=1')");
    browser.ask("window.before = " + drawn);
    browser.set(".bar select", "relative");
    browser.until(drawn + " !== before");
    browser.hover(".plot .u-over", 0.5);
    browser.until("/\\d+ min/.test(document.querySelector('.place').innerText)");
    browser.ask("window.before = " + drawn);
    browser.set(".bar select", "time");
    browser.until(drawn + " !== before");
    browser.hover(".plot .u-over", 0.6);
    browser.until("/\\d\\d:\\d\\d:\\d\\d/.test(document.querySelector('.place').innerText)");

    String shared = browser.ask("location.href").asText();
    browser.open(shared);
    browser.until("document.querySelector('.chart canvas')");
    assertThat(browser.ask("document.querySelector('.bar select').value").asText())
        .isEqualTo("time");
    assertThat(browser.text(".bar output")).isEqualTo("0.90");
    assertThat(browser.count(".chart")).isEqualTo(1);
  }

  @Test
  @Tag("browser")
  void groupsChartsAndMarksWhatIsNoNumber() {
    openCharts("");

    assertThat(browser.ask("[...document.querySelectorAll('.fold')].map(e => e.innerText.trim())"))
        .extracting(JsonNode::asText)
        .allMatch(title -> title.matches("▾ ?(Metrics 1|train 3|val 2)"))
        .hasSize(3);
    browser.click(".fold[aria-expanded=true]");
    browser.until("document.querySelectorAll('.chart').length === 3");
    browser.set("[aria-label='Search metrics']", "val/loss");
    browser.untilShown("3 values are no numbers");
  }

  @Test
  @Tag("browser")
  void showsOneChartLargeAndSavesIt() {
    openCharts("&find=train/loss");
    browser.click("[aria-label='Show train/loss in full screen']");
    browser.until("document.querySelector('.full canvas')?.clientHeight > 400");
    browser.press("Escape");
    browser.until("!document.querySelector('.full')");

    browser.ask(
        "window.saved = null; HTMLAnchorElement.prototype.click = function () {"
            + " const picture = new Image(); picture.src = this.href;"
            + " picture.onload = () => { saved = this.download + ' ' + (picture.naturalWidth > 300); }; }");
    browser.click("[aria-label='Save train/loss as PNG']");
    browser.until("saved === 'train-loss.png true'");
    assertThat(
            browser
                .ask(
                    "fetch(document.querySelector(\"[aria-label='Save train/loss as CSV']\").href)"
                        + ".then(answer => answer.text())")
                .asText())
        .startsWith("run,step,time,value\nOL-1,0,")
        .matches(csv -> csv.lines().filter(line -> line.startsWith("OL-2,")).count() == 400);
  }

  @Test
  void followsARunWithoutLosingPlaceOrSelection() throws IOException {
    browser.open(address(2, ""));
    browser.until("document.querySelector('" + LOSS + " canvas')");
    String points = browser.text(".heading p");
    browser.ask(
        "scrollTo(0, 300); getSelection().selectAllChildren(document.querySelector('h1'));"
            + " window.canvas = document.querySelector('"
            + LOSS
            + " canvas');"
            + " window.before = canvas.toDataURL()");

    shown.step(runs.get(2), ShownRuns.STEPS);

    browser.until("document.querySelector('.heading p').innerText !== " + Browser.quoted(points));
    browser.until("canvas.toDataURL() !== before");
    assertThat(browser.ask("scrollY").asInt()).isEqualTo(300);
    assertThat(browser.ask("getSelection().toString()").asText()).isEqualTo("vit-tiny");
    assertThat(browser.ask("canvas.isConnected").asBoolean()).isTrue();
  }

  @Test
  @Tag("browser")
  void showsPicturesWithASliderBoxesAndMasks() {
    browser.open(address(0, "?tab=media"));
    browser.until("document.querySelector('.picture.tiny img')");
    assertThat(
            browser
                .ask("getComputedStyle(document.querySelector('.tiny img')).imageRendering")
                .asText())
        .isEqualTo("pixelated");
    browser.untilShown("owl 0.91");
    browser.until(
        "(c => c && c.getContext('2d').getImageData(100, 100, 1, 1).data[3] > 0"
            + " && c.getContext('2d').getImageData(5, 5, 1, 1).data[3] === 0)"
            + "(document.querySelector('.picture canvas'))");
    assertThat(browser.text(".steps .position")).isEqualTo("5 / 5");

    browser.set("[aria-label='Step of digits']", "1");
    browser.until("document.querySelector('.steps .position').innerText === '2 / 5'");
    browser.until("document.querySelector('.picture img').naturalWidth === 8");
    assertThat(browser.ask("new URLSearchParams(location.search).get('at image digits')").asText())
        .isEqualTo("1");
    browser.click("[aria-label='Previous step of digits']");
    browser.until("document.querySelector('.steps .position').innerText === '1 / 5'");

    browser.clickText("Boxes and masks");
    browser.until("!document.querySelector('.box') && !document.querySelector('.picture canvas')");
  }

  @Test
  @Tag("browser")
  void playsAndShowsOtherMedia() {
    browser.open(address(0, "?tab=media"));
    browser.until("document.querySelector('audio')?.duration === 1");
    browser.until("document.querySelector('video[controls]')");
    browser.open(address(0, "?tab=media&find=weights"));
    browser.until("document.querySelectorAll('.histogram rect').length === 40");
    browser.ask(
        "window.before = document.querySelector('.histogram rect:nth-child(10)').getAttribute('height')");
    browser.set("[aria-label='Step of weights']", "0");
    browser.until(
        "document.querySelector('.histogram rect:nth-child(10)').getAttribute('height') !== before");
    browser.set("[aria-label='Search media']", "text");
    browser.untilShown("jumps over the lazy dog.");
    browser.screenshot(PICTURES.resolve("media.png"));
  }

  @Test
  @Tag("browser")
  void scrollsAndSortsTables() {
    browser.open(address(0, "?tab=media&find=predictions"));
    browser.untilShown("5,000 rows × 3 columns");
    assertThat(browser.count(".scroll.table tbody tr")).isLessThan(100);
    browser.ask("document.querySelector('.scroll.table').scrollTop = 1e9");
    browser.untilShown("owl-4999.png");
    browser.ask("document.querySelector('.scroll.table').scrollTop = 0");
    browser.untilShown("owl-0.png");
    browser.click(".scroll.table th:nth-child(3) button");
    browser.click(".scroll.table th:nth-child(3) button");
    browser.until("document.querySelector('.scroll.table tbody td').innerText === 'owl-4999.png'");
    assertThat(
            browser
                .ask("document.querySelector('.scroll.table th:nth-child(3)').ariaSort")
                .asText())
        .isEqualTo("descending");
  }

  @Test
  @Tag("browser")
  void searchesTheConsoleAndFollowsItsEnd() throws IOException {
    browser.open(address(0, "?tab=console"));
    browser.untilShown("2,500 lines");
    browser.untilShown("warning: slow step 2500");
    assertThat(browser.count(".line")).isLessThan(300);
    assertThat(browser.count(".line.stderr")).isPositive();
    browser.ask("document.querySelector('.console').scrollTop = 0");
    browser.untilShown("epoch 0  step 1");
    client.ingest(
        "logs",
        runs.get(0),
        TestClient.q("{'time':1,'message':'late','lineNumber':2501,'logType':'INFO'}"));
    browser.untilShown("2,501 lines");
    assertThat(browser.ask("document.querySelector('.console').scrollTop").asInt()).isZero();

    browser.set("[aria-label='Search console']", "slow");
    browser.untilShown("25 lines");
    browser.set("[aria-label='Stream']", "stdout");
    browser.untilShown("No line fits.");
    browser.screenshot(PICTURES.resolve("console.png"));
  }

  @Test
  @Tag("browser")
  void comparesConfigAndShowsTheMachine() {
    browser.open(address(0, "?tab=config&" + others()));
    browser.untilShown("1 of 6");
    assertThat(browser.text("main tbody")).contains("optimizer.lr", "0.1", "0.06", "0.03");
    browser.clickText("Only differences");
    browser.untilShown("6 of 6");
    browser.set("[aria-label='Search config']", "momentum");
    browser.untilShown("1 of 6");

    browser.clickText("Machine");
    browser.untilShown("How it ended");
    assertThat(browser.text("main"))
        .contains("loss is NaN", "at train.Loop.step", "trainer-1", "git.commit", "java\n-jar");
  }

  @Test
  @Tag("browser")
  void hasTheMachinesMetricsOnATabOfTheirOwn() {
    openCharts("");
    assertThat(browser.text("main")).doesNotContain("sys/cpu.percent");
    browser.clickText("System");
    browser.untilShown("sys/cpu.percent");
    browser.until("document.querySelectorAll('.chart canvas').length === 2");
    assertThat(browser.text("main")).doesNotContain("train/loss").contains("GiB");
  }

  @Test
  @Tag("browser")
  void findsRunsBySearchStatusTagOrderAndPage() throws IOException {
    shown.many(60);
    browser.open(pluto.url() + "/");
    browser.set("[aria-label=Project]", "=sweeps");
    browser.untilShown("1–50 of 60");
    assertThat(browser.text("tbody td.name")).contains("sweep-59");
    browser.click("[aria-label='Next page']");
    browser.untilShown("51–60 of 60");
    assertThat(browser.ask("location.pathname").asText()).isEqualTo("/o/local/projects/sweeps");
    browser.set("[aria-label='Search runs']", "sweep-7");
    browser.untilShown("1–1 of 1");

    browser.set("[aria-label=Project]", "=orbit-lab");
    browser.set("[aria-label='Search runs']", "");
    browser.set("[aria-label=Status]", "FAILED");
    browser.until("document.querySelector('td.name').innerText.includes('resnet-18-warmup')");
    assertThat(browser.text("tbody")).contains("failed", "33 min").doesNotContain("vit-tiny");
    browser.set("[aria-label=Status]", "");
    browser.set("[aria-label=Order]", "name");
    browser.until(
        "(names => names.length >= 3 && names.join() === [...names].sort().join())"
            + "([...document.querySelectorAll('td.name a')].map(a => a.innerText))");
    browser.click("[aria-label='Show runs with tag attention']");
    browser.until("document.querySelectorAll('tbody tr').length === 1");
    assertThat(browser.text("tbody")).contains("vit-tiny", "running");
    browser.click("[aria-label^='Remove the filter']");
    browser.until("document.querySelectorAll('tbody tr').length >= 3");

    browser.click("[aria-label='Compare resnet-18 (OL-1)']");
    browser.click("[aria-label='Compare vit-tiny (OL-3)']");
    browser.clickText("Compare 2 runs");
    browser.untilShown("with");
    browser.until("document.querySelectorAll('.heading .entry').length === 1");
    browser.click("[aria-label='Compare resnet-18-warmup (OL-2)']");
    browser.until("document.querySelectorAll('.heading .entry').length === 2");
    browser.ask("history.back()");
    browser.until("location.pathname === '/o/local/projects/orbit-lab'");
  }

  @Test
  @Tag("browser")
  void listsFilesAndRefusals() {
    browser.open(address(0, "?tab=files"));
    browser.untilShown("model.bin");
    assertThat(
            browser
                .ask(
                    "fetch([...document.links].find(a => a.innerText === 'model.bin').href)"
                        + ".then(a => a.arrayBuffer()).then(bytes => bytes.byteLength)")
                .asInt())
        .isEqualTo(3000);
    browser.until("document.querySelector('.refused')");
    browser.click(".refused");
    browser.untilShown("422 POST /ingest/metrics");
    browser.untilShown("400 POST /api/runs/create");
    browser.untilShown("invalid value for metric");
  }

  @Test
  @Tag("browser")
  void saysThatAWrongAddressLeadsNowhere() throws IOException {
    for (String path :
        List.of("/o/local/projects/none", "/o/local/projects/orbit-lab/r1", "/o/elsewhere", "/x")) {
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
      browser.open(pluto.url() + path);
      browser.untilShown("Nothing is here");
    }
  }

  @Test
  @Tag("browser")
  void takesNothingThatWasSentForMarkup() throws IOException {
    long run = shown.hostile();
    for (String tab : List.of("charts", "media", "console", "config", "machine", "files")) {
      browser.open(
          pluto.url() + "/o/local/projects/orbit-lab/" + RunUrls.shortId(run) + "?tab=" + tab);
      browser.until("document.querySelectorAll('main .card, main .line, main td').length > 0");
      browser.untilShown("onerror=");
      assertThat(browser.count("main script, [onerror], .heading img")).isZero();
      assertThat(browser.ask("document.title").asText()).isNotEqualTo("broken");
    }
  }

  @Test
  @Tag("browser")
  void breaksNoRuleOfAccessibilityAndFitsEveryWidth() throws IOException {
    String axe;
    try (InputStream source = getClass().getResourceAsStream("/axe.min.js")) {
      axe = new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String colors : List.of("light", "dark")) {
      for (int width : List.of(1280, 390)) {
        for (String tab :
            List.of("charts", "media", "console", "system", "config", "machine", "files", "list")) {
          browser.size(width, 900);
          browser.prefer(colors);
          browser.open(
              tab.equals("list") ? pluto.url() + "/" : address(0, "?tab=" + tab + "&" + others()));
          browser.until(
              "document.querySelectorAll('canvas, main .card, .line, main td, main.page td').length > 1");
          browser.ask(axe);
          JsonNode broken =
              browser.ask(
                  "axe.run(document, {rules: {'video-caption': {enabled: false}}}).then(r =>"
                      + " r.violations.map(v => v.id + ': ' + v.nodes[0].html + ' '"
                      + " + v.nodes[0].failureSummary))");
          assertThat(broken).as(tab + " " + colors + " " + width).isEmpty();
        }
      }
    }
    for (int width : List.of(390, 600, 801, 1280, 2560)) {
      browser.size(width, 900);
      for (String tab : List.of("charts", "media", "config", "files")) {
        browser.open(address(0, "?tab=" + tab + "&" + others()));
        browser.until("document.querySelectorAll('canvas, main .card, main td').length > 1");
        assertThat(browser.ask("document.documentElement.scrollWidth - innerWidth").asInt())
            .as(tab + " " + width)
            .isNotPositive();
      }
    }
  }

  @Test
  @Tag("browser")
  void drawsHundredsOfChartsAsTheyComeIntoSight() throws IOException {
    long run = client.createRun();
    ObjectNode line = Json.object().put("time", 1).put("step", 1);
    ObjectNode data = line.putObject("data");
    for (int i = 0; i < 400; i++) {
      data.put("layer" + i % 4 + "/weight" + i, i);
    }
    client.ingest("metrics", run, new String(Json.bytes(line), StandardCharsets.UTF_8));
    browser.open(pluto.url() + "/o/local/projects/orbit-lab/" + RunUrls.shortId(run));
    browser.until("document.querySelectorAll('.chart canvas').length > 3");
    assertThat(browser.count(".chart")).isEqualTo(400);
    assertThat(browser.count(".chart canvas")).isLessThan(40);
    browser.ask("scrollTo(0, 1e9)");
    browser.until("document.querySelector('section.group:last-of-type .chart:last-child canvas')");
    browser.until("document.querySelectorAll('.chart canvas').length < 40");
  }

  /** Pictures to look at: the README shows some of their kind. */
  @Test
  @Tag("browser")
  void isWorthLookingAt() throws IOException {
    try (LocalPluto own = LocalPluto.start()) {
      List<Long> ids = new ShownRuns(new TestClient(own)).fill();
      String run = own.url() + "/o/local/projects/orbit-lab/" + RunUrls.shortId(ids.get(0));
      browser.size(1440, 900);
      browser.open(run + "?smooth=0.6&" + others());
      browser.until("document.querySelectorAll('.chart canvas').length >= 3");
      browser.hover(LOSS + " .u-over", 0.6);
      browser.ask("scrollTo(0, 0)");
      browser.screenshot(PICTURES.resolve("desktop.png"));
      browser.prefer("dark");
      browser.open(run + "?tab=media");
      browser.until("document.querySelectorAll('.picture canvas').length > 0");
      browser.screenshot(PICTURES.resolve("dark.png"));
      browser.prefer("light");
      browser.size(390, 844);
      browser.open(run + "?" + others());
      browser.until("document.querySelectorAll('.chart canvas').length > 1");
      browser.screenshot(PICTURES.resolve("phone.png"));
      browser.size(2560, 1200);
      browser.until("innerWidth === 2560");
      browser.screenshot(PICTURES.resolve("wide.png"));
    }
  }
}
