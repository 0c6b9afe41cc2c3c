package ai.trainy.pluto.agent.weave;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In advice: the parameter that holds what the hook holds. */
@Retention(RetentionPolicy.RUNTIME)
@interface HookField {}
