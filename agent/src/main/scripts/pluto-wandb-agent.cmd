@echo off
rem The command line of the jar beside this script. JAVA_HOME, if it is set, says which Java.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -jar "%~dp0pluto-wandb-agent.jar" %*
