package ai.trainy.pluto.agent.weave;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In advice: the parameter that holds the constant by which the woven method is known. */
@Retention(RetentionPolicy.RUNTIME)
@interface Site {}
