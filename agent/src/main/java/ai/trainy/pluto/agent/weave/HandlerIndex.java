package ai.trainy.pluto.agent.weave;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In advice: the parameter that is the index of the method's handler, a constant. */
@Retention(RetentionPolicy.RUNTIME)
@interface HandlerIndex {}
